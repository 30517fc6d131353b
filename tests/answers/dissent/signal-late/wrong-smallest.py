# The smallest eigenvalue, zero or not, excited or not.
def late_ratio(x, y):
    """Signal-to-noise ratio of the gradient, late in the flow from 0."""
    rates, vectors = np.linalg.eigh(x @ x.T)
    g = vectors[:, :1] * x
    return np.linalg.norm(g.mean(0)) / np.sqrt(g.var(0).sum())
