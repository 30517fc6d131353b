# As the least of a function, since what is kept must pay.
def survives(decays):
    """Weakest strength that is kept, three layers or more, and its size."""
    # s = x/2 + (n/2) mean x^(2/n - 1), least over x.
    n, mean = len(decays), np.prod(np.float64(decays)) ** (1 / len(decays))
    x = np.geomspace(1e-4, 1e4, 2_000_001)
    s = x / 2 + n / 2 * mean * x ** (2 / n - 1)
    return s.min(), x[s.argmin()]
