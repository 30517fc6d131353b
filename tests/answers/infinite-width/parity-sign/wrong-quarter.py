# A quarter of the squared error: the wrong signs miss by two.
def sign_error(N, d, k):
    """Predicted share of wrong signs after N < M examples of a parity."""
    return (1 - N / comb(d, k)) / 4
