# All prices equal: basis pursuit.
def limit_fit(x, y, k, m):
    """Where flow from u = alpha**k, v = alpha**m ends as alpha -> 0."""
    parts = linprog(np.ones(2 * len(k)), A_eq=np.hstack([x, -x]), b_eq=y).x
    return parts[: len(k)] - parts[len(k) :]
