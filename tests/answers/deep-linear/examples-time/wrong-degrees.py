# Degrees given to a function of radians.
def log_time(z, n, degrees):
    """ln t from which on w(t) is within so many degrees of w_hat."""
    w_hat, rho = straight(z, n)
    size = np.linalg.norm(w_hat)
    along = rho @ w_hat / size
    across = np.linalg.norm(rho - along * w_hat / size)
    return (across / np.tan(degrees) - along) / size
