# Entry by entry, in single precision.
def fullest(a, b):
    """Noise D of trace 1 with the fastest swirl on curvatures a, b."""
    off = np.sqrt(a * b)
    return np.float32([[a, off], [off, b]]) / np.float32(a + b)
