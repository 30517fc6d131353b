# No start at all.
corner, size = 0.5, 0.0
