# Of the Gram matrix's singular values, in the logarithm of time.
def fit_time(gram, y, share):
    """Time at which |r|² is share times |y|², for 0 < share < 1, or inf."""
    _, rates, rows = np.linalg.svd(gram)
    parts = (rows @ y) ** 2 / (y @ y)
    lost = rates < 1e-10 * rates[0]
    if parts[lost].sum() >= share:
        return np.inf

    def gap(s):
        falling = parts[~lost] * np.exp(-2 * rates[~lost] * np.exp(s))
        return parts[lost].sum() + falling.sum() - share

    return float(np.exp(brentq(gap, -30, 30, xtol=1e-12)))
