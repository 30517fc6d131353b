# Looks at the end, and not before.
def ever_certified(truth, goal, delta, most):
    """Chance to be certified at `goal` on the first N images, some N <= most."""
    m = np.arange(most + 1)
    passing = binom.cdf(m, most, goal) <= delta
    return binom.pmf(m, most, truth)[passing].sum()
