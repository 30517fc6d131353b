# N stands for N-1 in the variance of a batch without replacement.
def epoch_variance(curvature, s2, n_train, lr, batch_size, position):
    """Stationary variance after `position` steps of a shuffled epoch."""
    n = n_train // batch_size
    q = s2 / batch_size
    decay = 1 - lr * curvature

    def fresh(steps):
        weights = decay ** np.arange(steps)
        return lr**2 * q * ((weights**2).sum() - weights.sum() ** 2 / n)

    start = fresh(n) / (1 - decay ** (2 * n))
    return decay ** (2 * position) * start + fresh(position)
