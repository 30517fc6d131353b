# The ratio, and not its root.
def sign_error(N, d, k):
    """Predicted share of wrong signs after N < M examples of a parity."""
    most = comb(d, k)
    return norm.cdf(-N / (most - N))
