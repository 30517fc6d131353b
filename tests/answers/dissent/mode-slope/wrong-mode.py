# The inverse of the mode.
def penalty_slope(w, s, b):
    """phi'(w) of the penalty whose mode is Laplace's posterior mean."""
    a = w + s * s * b * np.sign(w)
    return float((a - w) / s**2)
