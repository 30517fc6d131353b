# The limit of m near 1, at any momentum.
def nesterov_limit(curvature, momentum):
    """The learning rate above which nesterov=True diverges."""
    return 4 / 3 / curvature
