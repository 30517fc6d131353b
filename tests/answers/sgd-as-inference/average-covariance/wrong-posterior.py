# The posterior.
def average_covariance(A, noise, lr, window):
    """Covariance of the mean of `window` successive weights at rest."""
    return np.linalg.inv(A) / window
