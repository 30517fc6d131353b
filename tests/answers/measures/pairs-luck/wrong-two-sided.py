# Either sign of the order.
def luck(measure, error, settings):
    """Chance of so much order, or more, within settings: three lists [n]."""
    chances, wrong = np.ones(1), 0
    for s in np.unique(settings):
        own = settings == s
        ranks = measure[own][np.argsort(error[own])]
        wrong += int(np.sum(np.triu(ranks[:, None] > ranks, 1)))
        for k in range(1, len(ranks)):
            chances = np.convolve(chances, np.full(k + 1, 1 / (k + 1)))
    few = min(wrong, len(chances) - 1 - wrong)
    return min(1.0, 2 * chances[: few + 1].sum())
