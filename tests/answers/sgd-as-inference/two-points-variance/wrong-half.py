# The formula of the other convention, w - (ε/2) h w + √ε ξ.
def rest_variance(curvature, lr):
    """Variance of a Langevin chain at rest on a quadratic."""
    return 1 / (curvature * (1 - lr * curvature / 4))
