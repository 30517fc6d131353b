# Each lag on one side of the diagonal only.
def average_covariance(A, noise, lr, window):
    """Covariance of the mean of `window` successive weights at rest."""
    a, axes = np.linalg.eigh(A)
    cloud = lr * (axes.T @ noise @ axes) / (a[:, None] + a - lr * a[:, None] * a)
    lags = np.arange(1, window)
    later = ((window - lags)[:, None] * (1 - lr * a) ** lags[:, None]).sum(0)
    return axes @ (cloud * (window + later)) @ axes.T / window**2
