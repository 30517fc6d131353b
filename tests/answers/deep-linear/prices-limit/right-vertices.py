# Tries all sets of as many weights as there are examples.
def limit_fit(x, y, k, m):
    """Where flow from u = alpha**k, v = alpha**m ends as alpha -> 0."""
    import itertools

    best, least = None, np.inf
    for places in itertools.combinations(range(x.shape[1]), len(x)):
        w = np.zeros(x.shape[1])
        w[list(places)] = np.linalg.solve(x[:, places], y)
        price = k @ np.maximum(w, 0) + m @ np.maximum(-w, 0)
        if price < least:
            best, least = w, price
    return best
