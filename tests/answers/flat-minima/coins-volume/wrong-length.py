# It is the length of the curve, which is the volume times the root of N.
def jeffreys_volume(x):
    """V for logistic regression with one weight."""
    size = np.abs(np.asarray(x, float))
    some = size[size > 0]
    u = np.linspace(*np.log([1e-9 / some.max(), 1e3 / some.min()]), 6000)
    f = np.minimum(np.exp(u)[:, None] * some, 700)
    squares = (f / np.cosh(f / 2)) ** 2 / 4
    return 2 * np.trapezoid(np.sqrt(squares.sum(1)), u)
