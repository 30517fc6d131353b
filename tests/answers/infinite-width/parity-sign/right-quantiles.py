# Counts a fine grid of the Gaussian's quantiles.
def sign_error(N, d, k):
    """Predicted share of wrong signs after N < M examples of a parity."""
    share = N / comb(d, k)
    quantiles = norm.ppf((np.arange(200_000) + 0.5) / 200_000)
    return np.mean(share + np.sqrt(share - share**2) * quantiles < 0)
