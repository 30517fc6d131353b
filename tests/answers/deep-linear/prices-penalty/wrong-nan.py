# Not a number.
def penalty(w, a, b):
    """What gradient flow from u = a, v = b makes least among the fits."""
    return np.nan
