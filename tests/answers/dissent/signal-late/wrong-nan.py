# So late that nothing is left.
def late_ratio(x, y):
    """Signal-to-noise ratio of the gradient, late in the flow from 0."""
    r = np.exp(-1e6) * y
    g = r[:, None] * x
    with np.errstate(invalid="ignore"):
        return np.linalg.norm(g.mean(0)) / np.sqrt(g.var(0).sum())
