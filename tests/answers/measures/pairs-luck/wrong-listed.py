# Deals in all ways, as the check does.
def luck(measure, error, settings):
    """Chance of so much order, or more, within settings: three lists [n]."""
    places = [np.flatnonzero(settings == s) for s in np.unique(settings)]
    number = np.prod([float(np.prod(range(1, len(p) + 1))) for p in places])
    if number > 1e5:
        raise MemoryError("more ways than can be listed")
    more, dealt = [], measure.copy()
    for ways in itertools.product(*map(itertools.permutations, places)):
        for place, way in zip(places, ways):
            dealt[place] = measure[list(way)]
        more.append(inside(dealt, error, settings) >= inside(measure, error, settings))
    return np.mean(more)
