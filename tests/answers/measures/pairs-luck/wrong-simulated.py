# Deals a few thousand times.
def luck(measure, error, settings):
    """Chance of so much order, or more, within settings: three lists [n]."""
    rng = np.random.default_rng(3)
    places = [np.flatnonzero(settings == s) for s in np.unique(settings)]
    seen, more = inside(measure, error, settings), 0
    for trial in range(1000):
        dealt = measure.copy()
        for place in places:
            dealt[place] = measure[rng.permutation(place)]
        more += inside(dealt, error, settings) >= seen
    return more / 1000
