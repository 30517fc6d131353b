# NumPy's mean over the two.
def read_out(before, after):
    """A number with the right variance, from two successive points."""
    return np.mean([before, after], axis=0)
