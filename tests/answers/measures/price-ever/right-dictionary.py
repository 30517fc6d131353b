# Keeps the chances in a dictionary.
def ever_certified(truth, goal, delta, most):
    """Chance to be certified at `goal` on the first N images, some N <= most."""
    going, done = {0: 1.0}, 0.0
    for n in range(1, most + 1):
        cut = np.sum(binom.cdf(np.arange(n + 1), n, goal) <= delta)
        after = {}
        for m, chance in going.items():
            after[m] = after.get(m, 0) + chance * (1 - truth)
            after[m + 1] = after.get(m + 1, 0) + chance * truth
        done += sum(c for m, c in after.items() if m < cut)
        going = {m: c for m, c in after.items() if m >= cut}
    return done
