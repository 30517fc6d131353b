# The variance of independent draws, at every place of the epoch.
def epoch_variance(curvature, s2, n_train, lr, batch_size, position):
    """Stationary variance after `position` steps of a shuffled epoch."""
    noise = s2 / batch_size * (n_train - batch_size) / (n_train - 1)
    return lr * noise / (curvature * (2 - lr * curvature))
