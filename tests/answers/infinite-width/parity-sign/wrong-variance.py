# The squared error taken for the variance.
def sign_error(N, d, k):
    """Predicted share of wrong signs after N < M examples of a parity."""
    error = 1 - N / comb(d, k)
    return norm.cdf(-(1 - error) / np.sqrt(error))
