# A normal with the mean and the spread, below zero.
def sign_error(N, d, k):
    """Predicted share of wrong signs after N < M examples of a parity."""
    error = 1 - N / comb(d, k)
    return norm(loc=1 - error, scale=(error * (1 - error)) ** 0.5).cdf(0)
