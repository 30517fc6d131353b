# Moves the second layer only.
def end_point(u, v, s):
    """Weights (u, v) in which gradient flow on (u v - s)^2 / 2 ends."""
    return u, s / u
