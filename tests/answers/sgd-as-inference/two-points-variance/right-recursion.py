# The recursion for the variance, until it stands still.
def rest_variance(curvature, lr):
    """Variance of a Langevin chain at rest on a quadratic."""
    var = 0.0
    for _ in range(20_000):
        var = (1 - lr * curvature) ** 2 * var + 2 * lr
    return var
