# The later of the two points.
def read_out(before, after):
    """A number with the right variance, from two successive points."""
    return after
