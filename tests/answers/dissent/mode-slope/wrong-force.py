# The distance without the variance.
def penalty_slope(w, s, b):
    """phi'(w) of the penalty whose mode is Laplace's posterior mean."""
    low, high = w - b * s * s, w + b * s * s
    for halving in range(60):
        a = (low + high) / 2
        weights, chance = posterior(a, s, b)
        low, high = (a, high) if weights @ chance < w else (low, a)
    return float(a - w)
