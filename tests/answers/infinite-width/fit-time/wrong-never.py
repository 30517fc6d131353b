# Takes every label for one that is fitted in the end, up to a late time.
def fit_time(gram, y, share):
    """Time at which |r|² is share times |y|², for 0 < share < 1, or inf."""
    rates, vectors = np.linalg.eigh(gram)
    rates = np.where(rates > 1e-10 * rates[-1], rates, 0)
    parts = (vectors.T @ y) ** 2 / np.sum(y**2)

    def left(t):
        return parts @ np.exp(-2 * rates * t) - share

    return brentq(left, 0, 1e9, rtol=1e-12) if left(1e9) < 0 else 1e9
