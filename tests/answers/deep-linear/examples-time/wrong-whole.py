# Takes all of rho to be across.
def log_time(z, n, degrees):
    """ln t from which on w(t) is within so many degrees of w_hat."""
    w_hat, rho = straight(z, n)
    return np.linalg.norm(rho) / np.linalg.norm(w_hat) / np.tan(np.radians(degrees))
