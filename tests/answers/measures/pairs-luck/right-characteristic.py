# By the Fourier transform of the law, in exact roots.
def luck(measure, error, settings):
    """Chance of so much order, or more, within settings: three lists [n]."""
    sizes, wrong = [], 0
    for s in np.unique(settings):
        m, e = measure[settings == s], error[settings == s]
        sizes.append(len(m))
        wrong += np.sum((m[:, None] > m) & (e[:, None] < e))
    law = [1]
    for n in sizes:
        for k in range(1, n):
            padded = [0] * k + law + [0] * k
            law = [sum(padded[i : i + k + 1]) for i in range(len(law) + k)]
    return sum(law[: wrong + 1]) / sum(law)
