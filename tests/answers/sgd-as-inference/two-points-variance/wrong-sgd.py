# The variance of SGD with unit noise, the neighbour in the chapter on noise.
def rest_variance(curvature, lr):
    """Variance of a Langevin chain at rest on a quadratic."""
    return lr / (2 * curvature * (1 - lr * curvature / 2))
