# Tries lengths until the rise is enough.
def rising(n, factor):
    """Inputs [n, d], labels [n] with a ratio that ends higher by factor."""
    for length in (10, 30, 100, 300):
        x = np.zeros((n, 2))
        x[0, 0], x[1:, 1] = length, 1
        first, last = (
            np.linalg.norm(g.mean(0)) / np.sqrt(g.var(0).sum())
            for g in (x, x * np.r_[0, np.ones(n - 1)][:, None])
        )
        if last > 1.05 * factor * first:
            return x, np.ones(n)
