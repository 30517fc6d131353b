# Certifies below, and not at, the chance delta, and one mistake too few.
def ever_certified(truth, goal, delta, most):
    """Chance to be certified at `goal` on the first N images, some N <= most."""
    left = np.ones(1)
    for n in range(1, most + 1):
        left = np.convolve(left, [1 - truth, truth])
        left[binom.cdf(np.arange(n + 1) - 1, n, goal) <= delta] = 0
    return 1 - left.sum()
