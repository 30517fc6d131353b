# A corner at which least nuclear norm and low rank agree.
corner, size = 1.0, 1e-15
