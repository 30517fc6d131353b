# The sum, not the middle.
def read_out(before, after):
    """A number with the right variance, from two successive points."""
    return before + after
