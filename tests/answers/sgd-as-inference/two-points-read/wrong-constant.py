# A constant.
def read_out(before, after):
    """A number with the right variance, from two successive points."""
    return np.ones(4)
