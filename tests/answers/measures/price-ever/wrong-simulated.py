# Draws networks.
def ever_certified(truth, goal, delta, most):
    """Chance to be certified at `goal` on the first N images, some N <= most."""
    rng = np.random.default_rng(1)
    n = np.arange(1, most + 1)
    m = (rng.random((4000, most)) < truth).cumsum(1)
    return (binom.cdf(m, n, goal) <= delta).any(1).mean()
