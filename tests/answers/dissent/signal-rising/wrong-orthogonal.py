# Lengths as they should be, and nobody agrees.
def rising(n, factor):
    """Inputs [n, d], labels [n] with a ratio that ends higher by factor."""
    x = np.eye(n)
    x[0] *= 100
    return x, np.ones(n)
