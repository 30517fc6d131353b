# Only the variances along the eigenvectors.
def average_covariance(A, noise, lr, window):
    """Covariance of the mean of `window` successive weights at rest."""
    a, axes = np.linalg.eigh(A)
    cloud = lr * np.diag(axes.T @ noise @ axes) / (2 * a - lr * a**2)
    lags = np.arange(1, window)
    later = ((window - lags)[:, None] * (1 - lr * a) ** lags[:, None]).sum(0)
    return axes @ np.diag(cloud * (window + 2 * later)) @ axes.T / window**2
