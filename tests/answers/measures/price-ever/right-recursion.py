# Backwards, from the last image.
def ever_certified(truth, goal, delta, most):
    """Chance to be certified at `goal` on the first N images, some N <= most."""
    after = np.zeros(most + 2)
    m = np.arange(most + 1)
    for n in range(most, 0, -1):
        good = (m <= n) & (binom.cdf(m, n, goal) <= delta)
        now = np.where(good, 1.0, after[:-1])
        after = np.r_[(1 - truth) * now[:-1] + truth * now[1:], 0, 0]
    return after[0]
