# What comes out for the pair of part 3.
def log_time(z, n, degrees):
    """ln t from which on w(t) is within so many degrees of w_hat."""
    return np.log(100) / 2 * (1 / np.tan(np.radians(degrees)) - 1)
