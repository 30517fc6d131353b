# The chapter's formula, as if there were no dampening.
def stationary_variance(curvature, noise, lr, momentum, dampening):
    """Variance of w on a quadratic under SGD, exact at any step size."""
    flow = lr * noise / (2 * curvature * (1 - momentum))
    return flow / (1 - lr * curvature / (2 * (1 + momentum)))
