# Forgets that the square falls twice as fast.
def fit_time(gram, y, share):
    """Time at which |r|² is share times |y|², for 0 < share < 1, or inf."""
    rates, vectors = np.linalg.eigh(gram)
    rates = np.where(rates > 1e-10 * rates[-1], rates, 0)
    parts = (vectors.T @ y) ** 2 / np.sum(y**2)
    if parts[rates == 0].sum() >= share:
        return np.inf

    def left(t):
        return parts @ np.exp(-rates * t) - share

    late = 1 / rates[-1]
    while left(late) > 0:
        late *= 2
    return brentq(left, 0, late, rtol=1e-12)
