# The negative weights are forgotten, so that it is half the volume.
def jeffreys_volume(x):
    """V for logistic regression with one weight."""
    size = np.abs(np.asarray(x, float))
    some = size[size > 0]
    u = np.linspace(*np.log([1e-9 / some.max(), 1e3 / some.min()]), 6000)
    f = np.minimum(np.exp(u)[:, None] * some, 700)
    squares = (f / np.cosh(f / 2)) ** 2 / 4
    return np.trapezoid(np.sqrt(squares.sum(1) / len(size)), u)
