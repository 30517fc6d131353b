# The curvatures at each other's axes.
def fullest(a, b):
    """Noise D of trace 1 with the fastest swirl on curvatures a, b."""
    u = np.sqrt([b / (a + b), a / (a + b)])
    return np.outer(u, u)
