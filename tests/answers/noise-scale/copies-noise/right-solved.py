# The variance of a mean without replacement is solved for the new batch size.
def same_noise(n_train, batch_size, copies):
    """The batch size that has the same noise on copied data."""

    def noise(rows, size):
        return (rows - size) / (size * (rows - 1))

    rows = np.float64(copies * n_train)
    return rows / (1 + (rows - 1) * noise(n_train, batch_size))
