# The answer is rounded to a whole number, though it need not be whole.
def same_noise(n_train, batch_size, copies):
    """The batch size that has the same noise on copied data."""
    rows = copies * n_train
    noise = (n_train - batch_size) / (batch_size * (n_train - 1))
    return round(rows / (1 + noise * (rows - 1)))
