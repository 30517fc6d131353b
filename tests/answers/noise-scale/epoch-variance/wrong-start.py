# The variance at the start of an epoch is not exact, but that of a slow decay.
def epoch_variance(curvature, s2, n_train, lr, batch_size, position):
    """Stationary variance after `position` steps of a shuffled epoch."""
    n = n_train // batch_size
    q = s2 * n_train / (batch_size * max(n_train - 1, 1))
    decay = 1 - lr * curvature

    def fresh(steps):
        weights = decay ** np.arange(steps)
        return lr**2 * q * ((weights**2).sum() - weights.sum() ** 2 / n)

    start = fresh(n) / (2 * n * lr * curvature)
    return decay ** (2 * position) * start + fresh(position)
