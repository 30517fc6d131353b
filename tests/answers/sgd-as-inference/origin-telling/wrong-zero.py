# Zero, from which going round is rest.
def telling_origin(path):
    """An origin that tells a run at rest from one that is not."""
    return np.zeros(path.shape[1])
