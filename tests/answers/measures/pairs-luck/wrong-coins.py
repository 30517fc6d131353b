# Takes pairs for independent coins.
def luck(measure, error, settings):
    """Chance of so much order, or more, within settings: three lists [n]."""
    right = wrong = 0
    for s in np.unique(settings):
        m, e = measure[settings == s], error[settings == s]
        agree = np.sign(m[:, None] - m) * np.sign(e[:, None] - e)
        right += np.sum(agree > 0) // 2
        wrong += np.sum(agree < 0) // 2
    return binom.cdf(wrong, right + wrong, 0.5)
