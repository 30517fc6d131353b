# Above the largest stable rate the formula's negative number is returned.
def exact_variance(x, y, lr, batch_size):
    """Stationary variance of the weight under SGD."""
    h, s2, kappa = moments(x, y)
    return lr * s2 / batch_size / (2 * h - lr * (h**2 + kappa / batch_size))
