# Newton's method: the slope of the mean is the variance over s².
def penalty_slope(w, s, b):
    """phi'(w) of the penalty whose mode is Laplace's posterior mean."""
    a = w
    for step in range(40):
        weights, chance = posterior(a, s, b)
        mean = weights @ chance
        variance = (weights - mean) ** 2 @ chance
        a += np.clip((w - mean) * s * s / variance, -s, s)
    return (a - w) / s**2
