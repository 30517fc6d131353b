# The inverse of the posterior median.
def penalty_slope(w, s, b):
    """phi'(w) of the penalty whose mode is Laplace's posterior mean."""
    low, high = w - 2 * b * s * s, w + 2 * b * s * s
    for halving in range(60):
        a = (low + high) / 2
        weights, chance = posterior(a, s, b)
        middle = np.interp(0.5, chance.cumsum(), weights)
        low, high = (a, high) if middle < w else (low, a)
    return float((a - w) / s**2)
