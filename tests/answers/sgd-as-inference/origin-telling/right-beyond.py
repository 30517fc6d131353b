# Behind the first point, as seen from the last.
def telling_origin(path):
    """An origin that tells a run at rest from one that is not."""
    return path[0] + 0.5 * (path[0] - path[-1])
