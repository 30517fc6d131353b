# The power of part 1.
def reach(depth):
    """p of |x| ~ size**(-p), for starts with a negative determinant."""
    return depth / (2 * depth + 2)
