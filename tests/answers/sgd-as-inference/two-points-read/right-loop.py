# A loop over the pairs.
def read_out(before, after):
    """A number with the right variance, from two successive points."""
    return np.array([b + 0.5 * (a - b) for b, a in zip(before, after)])
