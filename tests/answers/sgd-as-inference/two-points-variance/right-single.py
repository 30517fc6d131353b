# In single precision.
def rest_variance(curvature, lr):
    """Variance of a Langevin chain at rest on a quadratic."""
    h, e = np.float32(curvature), np.float32(lr)
    return np.float32(2) / (h * (np.float32(2) - e * h))
