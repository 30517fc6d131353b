# The point at half time.
def telling_origin(path):
    """An origin that tells a run at rest from one that is not."""
    return path[len(path) // 2]
