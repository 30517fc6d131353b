# Not symmetric.
def fullest(a, b):
    """Noise D of trace 1 with the fastest swirl on curvatures a, b."""
    return np.array([[0.5, 0.5], [-0.5, 0.5]])
