# Divided by the root of two, as if the two were independent.
def read_out(before, after):
    """A number with the right variance, from two successive points."""
    return (before + after) / 2**0.5
