# Not a number.
def rest_variance(curvature, lr):
    """Variance of a Langevin chain at rest on a quadratic."""
    return float("nan")
