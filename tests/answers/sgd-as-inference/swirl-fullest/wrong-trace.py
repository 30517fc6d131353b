# Trace two.
def fullest(a, b):
    """Noise D of trace 1 with the fastest swirl on curvatures a, b."""
    return np.ones((2, 2))
