# α is 2 at the largest stable rate, and taken to be inverse to the rate elsewhere.
def tail_exponent(x, lr):
    """α of the stationary tail of SGD with batches of one example."""
    size = np.abs(1 - lr * np.asarray(x) ** 2)
    if size.max() <= 1:
        return np.inf
    if np.log(size).mean() >= 0:
        return 0.0
    return 2 * largest_stable_lr(np.asarray(x)[:, None], 1) / lr
