# Very far away: finds fault with rest, too.
def telling_origin(path):
    """An origin that tells a run at rest from one that is not."""
    return path[0] + 1e6
