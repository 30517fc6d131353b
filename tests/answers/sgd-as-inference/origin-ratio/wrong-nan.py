# Not a number.
def ratio(path, origin):
    """Left side of Yaida's relation over the right, with this origin."""
    return np.nan
