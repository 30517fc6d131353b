# The limit of long windows, at any window.
def average_covariance(A, noise, lr, window):
    """Covariance of the mean of `window` successive weights at rest."""
    back = np.linalg.inv(A)
    return back @ noise @ back / window
