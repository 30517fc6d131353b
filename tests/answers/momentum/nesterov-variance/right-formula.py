# The formula worked out by hand, instead of Lyapunov's equation.
def nesterov_variance(curvature, noise, lr, momentum):
    """Variance of w on a quadratic under SGD with nesterov=True."""
    m, step = momentum, lr * curvature
    q = 1 - step
    top = 1 + m + m * (1 + 2 * m) * step
    return lr * noise / curvature * top / ((1 - m * q) * (1 + (1 + 2 * m) * q))
