# The second point, as a list.
def telling_origin(path):
    """An origin that tells a run at rest from one that is not."""
    return list(path[1])
