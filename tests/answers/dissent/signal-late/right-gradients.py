# The gradients of the slowest eigenvector.
def late_ratio(x, y):
    """Signal-to-noise ratio of the gradient, late in the flow from 0."""
    rates, vectors = np.linalg.eigh(x @ x.T)
    parts = vectors.T @ y
    k = np.flatnonzero(abs(parts) > 1e-9 * np.linalg.norm(y))[0]
    if rates[k] < 1e-9 * rates[-1]:
        return 0.0
    rate, u, n = rates[k], vectors[:, k], len(y)
    g = u[:, None] * x
    return np.linalg.norm(g.mean(0)) / np.sqrt(g.var(0).sum())
