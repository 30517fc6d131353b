# The own feature has one value in both classes, so that the margins are unequal.
def make_data(d, n, own=4.0):
    """Inputs [n, P], labels [n], +1, +1, +1, -1, …: AdaGrad beats GD."""
    y = np.resize([1.0, 1.0, 1.0, -1.0], n)
    quiet = y[:, None] * np.full(d, 2 / d)
    return np.c_[np.ones(n), quiet, own * np.eye(n)], y
