# Where the kept minimum first appears, not where it is the deeper.
def survives(decays):
    """Weakest strength that is kept, three layers or more, and its size."""
    n, mean = len(decays), np.prod(decays) ** (1 / len(decays))
    size = ((n - 2) / n * mean) ** (n / (2 * n - 2))
    return size + mean * size ** (2 / n - 1), size
