# A long input, and one with a large label.
def rising(n, factor):
    """Inputs [n, d], labels [n] with a ratio that ends higher by factor."""
    x = np.zeros((n, 2))
    x[0], x[1:] = (50, 0), (0, 2)
    y = np.full(n, -3.0)
    y[0] = 40
    return x, y
