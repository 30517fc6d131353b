# The smallest positive one, excited or not.
def late_ratio(x, y):
    """Signal-to-noise ratio of the gradient, late in the flow from 0."""
    rates, vectors = np.linalg.eigh(x @ x.T)
    positive = np.flatnonzero(rates > 1e-9 * rates[-1])
    if np.linalg.norm(vectors[:, : positive[0]].T @ y) > 1e-6:
        return 0.0
    g = vectors[:, positive[:1]] * x
    return np.linalg.norm(g.mean(0)) / np.sqrt(g.var(0).sum())
