# The variance that the chain should have, not the one it has.
def rest_variance(curvature, lr):
    """Variance of a Langevin chain at rest on a quadratic."""
    return 1 / curvature
