# The heavy ball's limit.
def nesterov_limit(curvature, momentum):
    """The learning rate above which nesterov=True diverges."""
    return 2 * (1 + momentum) / curvature
