# Gradient descent whose residual is scaled up again, in squared strides.
def late_ratio(x, y):
    """Signal-to-noise ratio of the gradient, late in the flow from 0."""
    k = x @ x.T
    w = np.linalg.lstsq(x, y, rcond=1e-9)[0]
    if np.linalg.norm(x @ w - y) > 1e-7 * np.linalg.norm(y):
        return 0.0
    r = y / np.linalg.norm(y)
    rates = np.linalg.eigvalsh(k)
    slow = rates[rates > 1e-9 * rates[-1]]
    for eigenvalue in slow[::-1]:  # takes out one part after another
        left = r - k @ r / eigenvalue
        if np.linalg.norm(left) < 1e-7:
            break
        r = left / np.linalg.norm(left)
    g = r[:, None] * x
    return np.linalg.norm(g.mean(0)) / np.sqrt(g.var(0).sum())
