# Not numbers.
def limit_fit(x, y, k, m):
    """Where flow from u = alpha**k, v = alpha**m ends as alpha -> 0."""
    return np.full(x.shape[1], np.nan)
