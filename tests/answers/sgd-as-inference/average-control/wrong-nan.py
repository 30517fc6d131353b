# Not numbers.
def control(n):
    """Inputs [n, 2] and targets for which the average is no posterior."""
    return np.full((n, 2), np.nan), np.zeros(n)
