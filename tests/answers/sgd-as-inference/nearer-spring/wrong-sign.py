# Pushes away from the start.
def spring(w, first):
    """Gradient of a penalty that holds weights near the first ones."""
    return 3e-3 * (first - w)
