# The approximation for large N, not the exact answer.
def same_noise(n_train, batch_size, copies):
    """The batch size that has the same noise on copied data."""
    return 1 / (1 / batch_size - (copies - 1) / (copies * n_train))
