# Of the inputs' singular vectors.
def late_ratio(x, y):
    """Signal-to-noise ratio of the gradient, late in the flow from 0."""
    u, s, _ = np.linalg.svd(x, full_matrices=False)
    u, s = u[:, s > 1e-6 * s[0]], s[s > 1e-6 * s[0]]
    if np.linalg.norm(y - u @ (u.T @ y)) > 1e-7 * np.linalg.norm(y):
        return 0.0
    last = np.flatnonzero(abs(u.T @ y) > 1e-8 * np.linalg.norm(y))[-1]
    g = u[:, last : last + 1] * x
    mean = g.mean(0)
    return float(np.sqrt(mean @ mean / np.mean(np.sum((g - mean) ** 2, 1))))
