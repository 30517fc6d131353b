# Certifies the true error, and not the goal.
def ever_certified(truth, goal, delta, most):
    """Chance to be certified at `goal` on the first N images, some N <= most."""
    left = np.ones(1)
    for n in range(1, most + 1):
        left = np.convolve(left, [1 - truth, truth])
        left[binom.cdf(np.arange(n + 1), n, truth) <= delta] = 0
    return 1 - left.sum()
