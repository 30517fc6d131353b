# The batch is made larger by the number of copies, whatever its share.
def same_noise(n_train, batch_size, copies):
    """The batch size that has the same noise on copied data."""
    return copies * batch_size
