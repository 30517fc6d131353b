# One exponential, with the mean of the rates.
def fit_time(gram, y, share):
    """Time at which |r|² is share times |y|², for 0 < share < 1, or inf."""
    rate = y @ gram @ y / (y @ y)
    return np.log(1 / share) / (2 * rate)
