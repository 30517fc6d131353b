# By the polar integral for the tail of a Gaussian.
def sign_error(N, d, k):
    """Predicted share of wrong signs after N < M examples of a parity."""
    most = np.prod(np.arange(d - k + 1, d + 1)) / np.prod(np.arange(1, k + 1))
    ratio = N / (most - N)
    angle = (np.arange(10_000) + 0.5) / 10_000 * np.pi / 2
    return np.mean(np.exp(-ratio / (2 * np.sin(angle) ** 2))) / 2
