# The same noise in all directions.
def fullest(a, b):
    """Noise D of trace 1 with the fastest swirl on curvatures a, b."""
    return np.eye(2) / 2
