# The sentence that is to be killed: nothing moves.
def reach(depth):
    """p of |x| ~ size**(-p), for starts with a negative determinant."""
    return 0.0
