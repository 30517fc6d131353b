# The upper tail, from the complementary error function.
def sign_error(N, d, k):
    """Predicted share of wrong signs after N < M examples of a parity."""
    from math import erfc, sqrt

    most = comb(d, k)
    return erfc(sqrt(N / (most - N) / 2)) / 2
