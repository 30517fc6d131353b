# The last point.
def telling_origin(path):
    """An origin that tells a run at rest from one that is not."""
    return path[-1]
