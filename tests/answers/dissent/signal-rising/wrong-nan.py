# All examples alike, where the ratio is infinite.
def rising(n, factor):
    """Inputs [n, d], labels [n] with a ratio that ends higher by factor."""
    return np.ones((n, 1)), np.ones(n)
