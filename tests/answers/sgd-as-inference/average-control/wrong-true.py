# A true model: nothing is wrong with the average.
def control(n):
    """Inputs [n, 2] and targets for which the average is no posterior."""
    rng = np.random.default_rng(0)
    return rng.standard_normal((n, 2)), rng.standard_normal(n)
