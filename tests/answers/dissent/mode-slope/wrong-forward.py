# As if w were what was measured, and not the mean.
def penalty_slope(w, s, b):
    """phi'(w) of the penalty whose mode is Laplace's posterior mean."""
    weights, chance = posterior(w, s, b)
    return float((w - weights @ chance) / s**2)
