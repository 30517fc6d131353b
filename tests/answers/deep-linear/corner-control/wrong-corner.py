# A corner for which this start is not small enough.
corner, size = 0.2, 1e-15
