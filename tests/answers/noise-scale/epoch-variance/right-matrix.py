# The covariance matrix of an epoch's batches, between the weights of the steps.
def epoch_variance(curvature, s2, n_train, lr, batch_size, position):
    """Stationary variance after `position` steps of a shuffled epoch."""
    n = n_train // batch_size
    if n == 1:
        return 0.0
    single = s2 / batch_size * (n_train - batch_size) / (n_train - 1)
    pair = -single / (n - 1)
    covariance = np.full((n, n), pair)
    np.fill_diagonal(covariance, single)
    decay = 1 - lr * curvature

    def after(steps, start):
        share = np.zeros(n)
        for batch in range(steps):
            share *= decay
            share[batch] = lr
        return decay ** (2 * steps) * start + share @ covariance @ share

    kick = after(n, 0.0)
    return after(position, kick / (1 - decay ** (2 * n)))
