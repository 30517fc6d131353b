# The gradients are not centred.
def subset_kurtosis(q, batch_size):
    """Excess kurtosis of the mean of a random subset of q."""
    n, b = len(q), batch_size * (len(q) - batch_size)
    kappa = np.mean(q**4) / np.mean(q**2) ** 2 - 3
    tail = (n - 1) * (n * (n + 1) - 6 * b) / b * kappa
    return (tail - 6 * n * (1 - (n - 1) / b)) / ((n - 2) * (n - 3))
