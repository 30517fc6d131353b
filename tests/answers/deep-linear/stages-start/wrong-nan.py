# Not a number.
def largest_start(s1, s2):
    """Largest common start at which the modes come in stages."""
    return np.nan
