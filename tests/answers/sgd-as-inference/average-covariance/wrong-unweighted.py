# Each lag counted T times instead of T - l.
def average_covariance(A, noise, lr, window):
    """Covariance of the mean of `window` successive weights at rest."""
    a, axes = np.linalg.eigh(A)
    cloud = lr * (axes.T @ noise @ axes) / (a[:, None] + a - lr * a[:, None] * a)
    lags = np.arange(1, window)
    later = window * ((1 - lr * a) ** lags[:, None]).sum(0)
    total = cloud * (window + later[:, None] + later)
    return axes @ total @ axes.T / window**2
