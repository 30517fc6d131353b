# Forgets what rho has along w_hat.
def log_time(z, n, degrees):
    """ln t from which on w(t) is within so many degrees of w_hat."""
    w_hat, rho = straight(z, n)
    size = np.linalg.norm(w_hat)
    across = rho - (rho @ w_hat) * w_hat / size**2
    return np.linalg.norm(across) / np.tan(np.radians(degrees)) / size
