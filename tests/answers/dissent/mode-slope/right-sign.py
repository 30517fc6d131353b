# The mean sign at the measurement that has this mean.
def penalty_slope(w, s, b):
    """phi'(w) of the penalty whose mode is Laplace's posterior mean."""
    from scipy.optimize import brentq

    reach = b * s * s + 1e-9
    a = brentq(lambda a: np.dot(*posterior(a, s, b)) - w, w - reach, w + reach)
    weights, chance = posterior(a, s, b)
    return b * float(np.sign(weights) @ chance)
