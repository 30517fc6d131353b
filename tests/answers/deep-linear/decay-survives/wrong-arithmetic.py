# The arithmetic mean of the decays.
def survives(decays):
    """Weakest strength that is kept, three layers or more, and its size."""
    n = len(decays)
    size = ((n - 2) * np.mean(decays)) ** (n / (2 * n - 2))
    return size * (n - 1) / (n - 2), size
