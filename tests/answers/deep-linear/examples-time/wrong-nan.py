# Not a number.
def log_time(z, n, degrees):
    """ln t from which on w(t) is within so many degrees of w_hat."""
    return np.nan
