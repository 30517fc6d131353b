# The zero that was there.
corner, size = 0.0, 1e-15
