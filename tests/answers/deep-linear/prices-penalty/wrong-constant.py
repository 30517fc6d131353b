# Nothing.
def penalty(w, a, b):
    """What gradient flow from u = a, v = b makes least among the fits."""
    return 0.0
