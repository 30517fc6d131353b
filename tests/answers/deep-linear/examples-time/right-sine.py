# By the law of sines, in the triangle of w_hat ln t, rho and w.
def log_time(z, n, degrees):
    """ln t from which on w(t) is within so many degrees of w_hat."""
    w_hat, rho = straight(z, n)
    a, b = np.linalg.norm(w_hat), np.linalg.norm(rho)
    between = np.arccos(w_hat @ rho / a / b)
    angle = np.radians(degrees)
    return b * np.sin(between - angle) / np.sin(angle) / a
