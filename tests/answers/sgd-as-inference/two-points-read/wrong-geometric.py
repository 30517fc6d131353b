# The geometric mean, which is not a number half of the time.
def read_out(before, after):
    """A number with the right variance, from two successive points."""
    return np.sqrt(before * after)
