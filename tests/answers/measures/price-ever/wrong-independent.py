# Takes the looks for independent.
def ever_certified(truth, goal, delta, most):
    """Chance to be certified at `goal` on the first N images, some N <= most."""
    never = 1.0
    for n in range(1, most + 1):
        m = np.arange(n + 1)
        passing = binom.cdf(m, n, goal) <= delta
        never *= 1 - binom.pmf(m, n, truth)[passing].sum()
    return 1 - never
