# The lag without the run of the first value.
def reach(depth):
    """p of |x| ~ size**(-p), for starts with a negative determinant."""
    return (depth - 2) / (2 * depth)
