# One price for both signs.
def limit_fit(x, y, k, m):
    """Where flow from u = alpha**k, v = alpha**m ends as alpha -> 0."""
    both = (k + m) / 2
    parts = linprog(np.r_[both, both], A_eq=np.hstack([x, -x]), b_eq=y).x
    return parts[: len(k)] - parts[len(k) :]
