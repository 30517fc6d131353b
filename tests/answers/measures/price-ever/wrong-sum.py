# Adds up the chances of all moments.
def ever_certified(truth, goal, delta, most):
    """Chance to be certified at `goal` on the first N images, some N <= most."""
    total = 0.0
    for n in range(1, most + 1):
        m = np.arange(n + 1)
        passing = binom.cdf(m, n, goal) <= delta
        total += binom.pmf(m, n, truth)[passing].sum()
    return min(1.0, total)
