# The power with which the time of the plateau grows.
def reach(depth):
    """p of |x| ~ size**(-p), for starts with a negative determinant."""
    return 1 - 2 / depth
