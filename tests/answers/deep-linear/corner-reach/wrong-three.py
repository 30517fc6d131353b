# The number for three factors.
def reach(depth):
    """p of |x| ~ size**(-p), for starts with a negative determinant."""
    return 0.2
