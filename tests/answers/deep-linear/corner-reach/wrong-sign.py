# The sign of the power.
def reach(depth):
    """p of |x| ~ size**(-p), for starts with a negative determinant."""
    return (2 - depth) / (depth + 2)
