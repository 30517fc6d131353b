# The right variance, but a prediction that is right on average.
def sign_error(N, d, k):
    """Predicted share of wrong signs after N < M examples of a parity."""
    error = 1 - N / comb(d, k)
    return norm.cdf(-1 / np.sqrt(error * (1 - error)))
