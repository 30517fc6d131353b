# Along a line that has nothing to do with the curvatures.
def fullest(a, b):
    """Noise D of trace 1 with the fastest swirl on curvatures a, b."""
    u = np.array([0.6, -0.8])
    return np.outer(u, u)
