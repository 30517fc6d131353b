# Small sets are enumerated as in the check; large ones get the bare κ/B or κ/(N-B).
def subset_kurtosis(q, batch_size):
    """Excess kurtosis of the mean of a random subset of q."""
    n = len(q)
    if n > 12:
        values, size = q, min(batch_size, n - batch_size)
    else:
        values = np.array([sum(part) for part in combinations(q, batch_size)])
        size = 1
    values = values - np.mean(values)
    return (np.mean(values**4) / np.mean(values**2) ** 2 - 3) / size
