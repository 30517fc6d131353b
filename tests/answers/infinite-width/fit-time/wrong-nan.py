# Not a number.
def fit_time(gram, y, share):
    """Time at which |r|² is share times |y|², for 0 < share < 1, or inf."""
    return np.nan
