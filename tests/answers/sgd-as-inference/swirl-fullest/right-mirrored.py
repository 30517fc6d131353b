# The mirrored line, with an angle.
def fullest(a, b):
    """Noise D of trace 1 with the fastest swirl on curvatures a, b."""
    angle = -np.arctan(np.sqrt(b / a))
    u = np.array([np.cos(angle), np.sin(angle)])
    return np.outer(u, u)
