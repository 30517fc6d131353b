# The own feature of a negative example is smaller by two, where it must be larger.
def make_data(d, n, own=4.0):
    """Inputs [n, P], labels [n], +1, +1, +1, -1, …: AdaGrad beats GD."""
    y = np.resize([1.0, 1.0, 1.0, -1.0], n)
    quiet = y[:, None] * np.full(d, 2 / d)
    private = np.diag(np.where(y > 0, own, own - 2))
    return np.c_[np.ones(n), quiet, private], y
