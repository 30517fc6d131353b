# The Gaussian law of Kendall, with its variance.
def luck(measure, error, settings):
    """Chance of so much order, or more, within settings: three lists [n]."""
    order, variance = 0.0, 0.0
    for s in np.unique(settings):
        m, e = measure[settings == s], error[settings == s]
        n = len(m)
        order += np.sum(np.sign(m[:, None] - m) * np.sign(e[:, None] - e)) / 2
        variance += n * (n - 1) * (2 * n + 5) / 18
    return norm.sf(order / np.sqrt(variance))
