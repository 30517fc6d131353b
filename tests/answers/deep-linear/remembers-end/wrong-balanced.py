# Ends where both weights are of one size.
def end_point(u, v, s):
    """Weights (u, v) in which gradient flow on (u v - s)^2 / 2 ends."""
    size = abs(s) ** 0.5
    return size * np.sign(u or 1), size * np.sign(s) * np.sign(u or 1)
