# At the start.
def late_ratio(x, y):
    """Signal-to-noise ratio of the gradient, late in the flow from 0."""
    g = y[:, None] * x
    return np.linalg.norm(g.mean(0)) / np.sqrt(g.var(0).sum())
