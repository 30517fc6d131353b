# Sorts by the measure, and counts the ties by value.
def expected_tau(measure, truth, noise):
    """Mean tau of a measure [n] with truth [n] + Gaussian noise of this sd."""
    order = np.argsort(measure, kind="stable")
    m, t = np.asarray(measure)[order], np.asarray(truth)[order]
    pairs = len(m) * (len(m) - 1) / 2
    tied = sum(c * (c - 1) / 2 for c in np.unique(m, return_counts=True)[1])
    total = 0.0
    for i in range(len(m)):
        later = t[m > m[i]]
        total += np.sum(1 - 2 * norm.cdf(t[i], later, np.sqrt(2 * noise**2)))
    return total / np.sqrt((pairs - tied) * pairs)
