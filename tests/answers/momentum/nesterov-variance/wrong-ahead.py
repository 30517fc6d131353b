# The variance of the point y ahead, not of the weight w.
def nesterov_variance(curvature, noise, lr, momentum):
    """Variance of w on a quadratic under SGD with nesterov=True."""
    m, q = momentum, 1 - lr * curvature
    flow = lr * noise / curvature
    return flow * (1 + m * q) / ((1 - m * q) * (1 + (1 + 2 * m) * q))
