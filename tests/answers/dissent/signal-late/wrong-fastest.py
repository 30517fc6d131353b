# The part that is learnt first.
def late_ratio(x, y):
    """Signal-to-noise ratio of the gradient, late in the flow from 0."""
    rates, vectors = np.linalg.eigh(x @ x.T)
    parts = vectors.T @ y
    k = np.flatnonzero(abs(parts) > 1e-9 * np.linalg.norm(y))[-1]
    if rates[k] < 1e-9 * rates[-1]:
        return 0.0
    rate, u, n = rates[k], vectors[:, k], len(y)
    return np.sqrt(rate / (n * np.sum(u**2 * np.sum(x**2, 1)) - rate))
