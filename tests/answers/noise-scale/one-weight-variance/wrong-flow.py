# The differential equation's variance, finite at any learning rate.
def exact_variance(x, y, lr, batch_size):
    """Stationary variance of the weight under SGD."""
    h, s2, _ = moments(x, y)
    return lr * s2 / (2 * batch_size * h)
