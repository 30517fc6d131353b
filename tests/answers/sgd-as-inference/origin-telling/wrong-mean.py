# The mean of the run.
def telling_origin(path):
    """An origin that tells a run at rest from one that is not."""
    return path.mean(0)
