# The memory exp(-lr a l) of the flow for (1 - lr a)^l.
def average_covariance(A, noise, lr, window):
    """Covariance of the mean of `window` successive weights at rest."""
    a, axes = np.linalg.eigh(A)
    cloud = lr * (axes.T @ noise @ axes) / (a[:, None] + a - lr * a[:, None] * a)
    lags = np.arange(1, window)
    later = ((window - lags)[:, None] * np.exp(-lr * a * lags[:, None])).sum(0)
    total = cloud * (window + later[:, None] + later)
    return axes @ total @ axes.T / window**2
