# All noise along an axis.
def fullest(a, b):
    """Noise D of trace 1 with the fastest swirl on curvatures a, b."""
    return np.diag([1.0, 0.0])
