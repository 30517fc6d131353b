# The place is ignored: it is always the variance at the end of an epoch.
def epoch_variance(curvature, s2, n_train, lr, batch_size, position):
    """Stationary variance after `position` steps of a shuffled epoch."""
    n = n_train // batch_size
    q = s2 * n_train / (batch_size * max(n_train - 1, 1))
    weights = (1 - lr * curvature) ** np.arange(n)
    fresh = lr**2 * q * ((weights**2).sum() - weights.sum() ** 2 / n)
    return fresh / (1 - (1 - lr * curvature) ** (2 * n))
