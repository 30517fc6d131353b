# Newton's method from the left: the curve is convex.
def fit_time(gram, y, share):
    """Time at which |r|² is share times |y|², for 0 < share < 1, or inf."""
    rates, vectors = np.linalg.eigh(gram)
    rates = np.where(rates > 1e-10 * rates[-1], rates, 0)
    parts = (vectors.T @ y) ** 2 / np.sum(y**2)
    if parts[rates == 0].sum() >= share:
        return np.inf
    t = 0.0
    for _ in range(500):
        falling = parts * np.exp(-2 * rates * t)
        t += (falling.sum() - share) / (2 * falling @ rates)
    return t
