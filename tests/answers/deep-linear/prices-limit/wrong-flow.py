# The check's own training, from a start that is not the limit.
def limit_fit(x, y, k, m):
    """Where flow from u = alpha**k, v = alpha**m ends as alpha -> 0."""
    return trained(x, y, 1e-3**k, 1e-3**m)
