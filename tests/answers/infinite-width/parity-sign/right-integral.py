# Sums the density of the prediction over negative values.
def sign_error(N, d, k):
    """Predicted share of wrong signs after N < M examples of a parity."""
    share = N / comb(d, k)
    step = 1e-4
    a = np.arange(-12, 0, step) + step / 2
    spread = np.sqrt(share * (1 - share))
    mean = share / spread
    return np.sum(np.exp(-((a - mean) ** 2) / 2)) * step / np.sqrt(2 * np.pi)
