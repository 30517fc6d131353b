# The library's closed form, from one small start.
def limit_fit(x, y, k, m):
    """Where flow from u = alpha**k, v = alpha**m ends as alpha -> 0."""
    from lib.deep_linear import diagonal_minimum

    w = diagonal_minimum(x, y, 1e-6)
    return np.where(abs(w) < 1e-3, 0, w)
