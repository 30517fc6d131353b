# The norm of the large start.
def penalty(w, a, b):
    """What gradient flow from u = a, v = b makes least among the fits."""
    return np.sum(w**2 / (a * b))
