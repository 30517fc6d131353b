# The limit of m near 1 of part 4, at any momentum.
def nesterov_variance(curvature, noise, lr, momentum):
    """Variance of w on a quadratic under SGD with nesterov=True."""
    kappa = lr / (1 - momentum)
    return kappa * noise / (2 * curvature) / (1 + kappa * curvature)
