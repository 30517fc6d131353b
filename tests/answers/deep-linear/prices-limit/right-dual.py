# Solves the dual programme, and reads off which prices bind.
def limit_fit(x, y, k, m):
    """Where flow from u = alpha**k, v = alpha**m ends as alpha -> 0."""
    found = linprog(
        -y, A_ub=np.vstack([x.T, -x.T]), b_ub=np.r_[k, m], bounds=(None, None)
    )
    slack = np.minimum(k - x.T @ found.x, m + x.T @ found.x)
    places = np.argsort(slack)[: len(x)]
    w = np.zeros(x.shape[1])
    w[places] = np.linalg.solve(x[:, places], y)
    return w
