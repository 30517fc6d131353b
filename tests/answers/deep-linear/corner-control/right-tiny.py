# A smaller corner with a start that is much smaller.
corner, size = 0.4, 1e-28
