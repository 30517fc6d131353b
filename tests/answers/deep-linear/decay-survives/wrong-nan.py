# Not numbers.
def survives(decays):
    """Weakest strength that is kept, three layers or more, and its size."""
    return np.nan, np.nan
