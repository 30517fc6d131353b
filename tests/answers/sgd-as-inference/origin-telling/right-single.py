# The first point in single precision.
def telling_origin(path):
    """An origin that tells a run at rest from one that is not."""
    return np.float32(path[0])
