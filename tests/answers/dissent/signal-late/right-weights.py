# In the space of weights.
def late_ratio(x, y):
    """Signal-to-noise ratio of the gradient, late in the flow from 0."""
    h, v = np.linalg.eigh(x.T @ x)
    w = np.linalg.pinv(x, rcond=1e-8) @ y
    if not np.allclose(x @ w, y, atol=1e-7):
        return 0.0
    part = v.T @ w
    seen = (h > 1e-9 * h[-1]) & (abs(part) > 1e-7 * np.linalg.norm(w))
    r = x @ v[:, np.flatnonzero(seen)[0]]
    g = r[:, None] * x
    squares = np.mean(np.sum(g**2, 1))
    signal = np.sum(g.mean(0) ** 2)
    return np.sqrt(signal / (squares - signal))
