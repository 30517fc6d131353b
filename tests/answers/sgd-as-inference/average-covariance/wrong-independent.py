# As if successive weights were independent.
def average_covariance(A, noise, lr, window):
    """Covariance of the mean of `window` successive weights at rest."""
    a, axes = np.linalg.eigh(A)
    pairs = a[:, None] + a - lr * a[:, None] * a
    return axes @ (lr * (axes.T @ noise @ axes) / pairs) @ axes.T / window
