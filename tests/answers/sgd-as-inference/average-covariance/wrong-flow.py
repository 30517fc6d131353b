# The cloud of the differential equation, not of the steps.
def average_covariance(A, noise, lr, window):
    """Covariance of the mean of `window` successive weights at rest."""
    a, axes = np.linalg.eigh(A)
    cloud = lr * (axes.T @ noise @ axes) / (a[:, None] + a)
    lags = np.arange(1, window)
    later = ((window - lags)[:, None] * (1 - lr * a) ** lags[:, None]).sum(0)
    total = cloud * (window + later[:, None] + later)
    return axes @ total @ axes.T / window**2
