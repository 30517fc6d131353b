# Inputs of one length.
def rising(n, factor):
    """Inputs [n, d], labels [n] with a ratio that ends higher by factor."""
    x = np.zeros((n, 2))
    x[0, 0], x[1:, 1] = 1, 1
    return x, np.ones(n)
