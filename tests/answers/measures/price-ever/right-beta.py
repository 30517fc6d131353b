# The thresholds from the upper bounds of Clopper and Pearson.
def ever_certified(truth, goal, delta, most):
    """Chance to be certified at `goal` on the first N images, some N <= most."""
    going, done = np.ones(1), 0.0
    for n in range(1, most + 1):
        going = np.convolve(going, [1 - truth, truth])
        m = np.arange(n)
        bound = np.r_[beta.isf(delta, m + 1, n - m), 1]
        done += going[bound <= goal].sum()
        going[bound <= goal] = 0
    return done
