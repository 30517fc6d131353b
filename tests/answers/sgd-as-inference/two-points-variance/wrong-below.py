# The cloud made too narrow instead of too wide.
def rest_variance(curvature, lr):
    """Variance of a Langevin chain at rest on a quadratic."""
    return (1 - lr * curvature / 2) / curvature
