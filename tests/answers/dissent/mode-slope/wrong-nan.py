# A Gaussian prior with the same variance, divided by zero far out.
def penalty_slope(w, s, b):
    """phi'(w) of the penalty whose mode is Laplace's posterior mean."""
    return float(w * b * b / 2 / (abs(w) < 1e-9))
