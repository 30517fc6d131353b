# A start that is small by common standards.
corner, size = 0.5, 1e-3
