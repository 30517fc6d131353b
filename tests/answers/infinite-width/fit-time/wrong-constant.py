# The time of an eigenvector with eigenvalue one.
def fit_time(gram, y, share):
    """Time at which |r|² is share times |y|², for 0 < share < 1, or inf."""
    return np.log(1 / share) / 2
