# The largest corner that is allowed.
corner, size = 0.6, 1e-12
