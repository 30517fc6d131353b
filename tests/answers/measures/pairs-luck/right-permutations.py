# Lists the orders within one setting, and convolves over settings.
def luck(measure, error, settings):
    """Chance of so much order, or more, within settings: three lists [n]."""
    law, seen = {0: 1.0}, 0
    for s in np.unique(settings):
        own = np.flatnonzero(settings == s)
        n = len(own)
        ranks = measure[own][np.argsort(error[own])]

        def a(r):
            pairs = itertools.combinations(r, 2)
            return int(sum(np.sign(later - earlier) for earlier, later in pairs))

        seen += a(ranks)
        orders = list(itertools.permutations(range(n)))
        after = {}
        for order in orders:
            gain = a(order)
            for value, chance in law.items():
                after[value + gain] = after.get(value + gain, 0) + chance / len(orders)
        law = after
    return sum(chance for value, chance in law.items() if value >= seen)
