# Anything.
def rising(n, factor):
    """Inputs [n, d], labels [n] with a ratio that ends higher by factor."""
    rng = np.random.default_rng(0)
    return rng.standard_normal((n, n)), rng.standard_normal(n)
