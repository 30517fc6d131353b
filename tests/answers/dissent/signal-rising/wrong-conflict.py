# At first they cancel, and never fit.
def rising(n, factor):
    """Inputs [n, d], labels [n] with a ratio that ends higher by factor."""
    x = np.ones((n, 1))
    y = (-1.0) ** np.arange(n)
    y[0] = 1.5
    return x, y
