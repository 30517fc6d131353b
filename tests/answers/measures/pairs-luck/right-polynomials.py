# Divides polynomials by powers, one size after the other.
def luck(measure, error, settings):
    """Chance of so much order, or more, within settings: three lists [n]."""
    law, order = np.poly1d([1.0]), 0
    for s in np.unique(settings):
        m, e = measure[settings == s], error[settings == s]
        order += np.sum(np.sign(m[:, None] - m) * np.sign(e[:, None] - e)) / 2
        for k in range(2, len(m) + 1):
            law = law * np.poly1d(np.ones(k) / k)
    c = law.coeffs
    wrong = int(round((len(c) - 1 - order) / 2))
    return c[::-1][: wrong + 1].sum()
