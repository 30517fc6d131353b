# The sums in closed form.
def average_covariance(A, noise, lr, window):
    """Covariance of the mean of `window` successive weights at rest."""
    a, axes = np.linalg.eigh(A)
    q = 1 - lr * a
    cloud = lr * (axes.T @ noise @ axes) / (a[:, None] + a - lr * a[:, None] * a)
    later = q * (window * (1 - q) - (1 - q**window)) / (1 - q) ** 2
    return axes @ (cloud * (window + later[:, None] + later)) @ axes.T / window**2
