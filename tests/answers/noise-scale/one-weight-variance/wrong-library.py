# Nothing is derived: the library's stationary covariance is called.
def exact_variance(x, y, lr, batch_size):
    """Stationary variance of the weight under SGD."""
    try:
        return stationary_covariance(x[:, None], y, lr, batch_size).item()
    except ValueError:
        return np.inf
