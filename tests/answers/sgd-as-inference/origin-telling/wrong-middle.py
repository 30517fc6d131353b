# The middle of the two ends, from which everything passes.
def telling_origin(path):
    """An origin that tells a run at rest from one that is not."""
    return (path[0] + path[-1]) / 2
