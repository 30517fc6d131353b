# Half of the squared error, as if predictions were 0 or right.
def sign_error(N, d, k):
    """Predicted share of wrong signs after N < M examples of a parity."""
    return (1 - N / comb(d, k)) / 2
