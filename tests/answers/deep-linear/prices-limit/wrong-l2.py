# Shortest weights.
def limit_fit(x, y, k, m):
    """Where flow from u = alpha**k, v = alpha**m ends as alpha -> 0."""
    return np.linalg.pinv(x) @ y
