# Two long inputs whose labels nearly cancel, and agreement among the others.
def rising(n, factor):
    """Inputs [n, d], labels [n] with a ratio that ends higher by factor."""
    x = np.zeros((n, 3))
    x[0, 0], x[1, 0], x[1, 1] = 30, 30, 30
    x[2:, 2] = 1
    return x, np.r_[1, -1.0, np.ones(n - 2)]
