# The exponential overflows, and infinity over infinity makes the volume NaN.
def jeffreys_volume(x):
    """V for logistic regression with one weight."""
    size = np.abs(np.asarray(x, float))
    some = size[size > 0]
    u = np.linspace(*np.log([1e-9 / some.max(), 1e3 / some.min()]), 6000)
    f = np.exp(u)[:, None] * some
    with np.errstate(all="ignore"):
        squares = f**2 * np.exp(f) / (1 + np.exp(f)) ** 2
    return 2 * np.trapezoid(np.sqrt(squares.sum(1) / len(size)), u)
