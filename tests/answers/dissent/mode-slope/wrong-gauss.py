# A Gaussian prior with the same variance.
def penalty_slope(w, s, b):
    """phi'(w) of the penalty whose mode is Laplace's posterior mean."""
    return float(w * b * b / 2)
