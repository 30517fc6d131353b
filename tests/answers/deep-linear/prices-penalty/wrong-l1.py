# The norm of the small start.
def penalty(w, a, b):
    """What gradient flow from u = a, v = b makes least among the fits."""
    return np.sum(np.abs(w))
