# The curvature multiplies instead of dividing.
def nesterov_limit(curvature, momentum):
    """The learning rate above which nesterov=True diverges."""
    return 2 * (1 + momentum) / (1 + 2 * momentum) * curvature
