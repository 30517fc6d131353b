# Not a number.
def reach(depth):
    """p of |x| ~ size**(-p), for starts with a negative determinant."""
    return np.nan
