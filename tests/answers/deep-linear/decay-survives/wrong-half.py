# Half of its strength at any number of layers.
def survives(decays):
    """Weakest strength that is kept, three layers or more, and its size."""
    n, mean = len(decays), np.prod(decays) ** (1 / len(decays))
    size = ((n - 2) * mean) ** (n / (2 * n - 2))
    return size * (n - 1) / (n - 2), size * (n - 1) / (n - 2) / 2
