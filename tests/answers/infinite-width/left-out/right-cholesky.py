# Gaussian elimination: the group last, and a triangle.
def left_out(gram, t, group):
    """Each target [N] or [N, m] predicted from the other groups'.

    group[i] is the number of the group in which image i is, [N].
    """
    found = np.array(t, float)
    for number in np.unique(group):
        last = np.argsort(np.asarray(group) == number, kind="stable")
        lower = np.linalg.cholesky(gram[np.ix_(last, last)])
        size = np.count_nonzero(np.asarray(group) == number)
        first = len(last) - size
        steps = np.linalg.solve(lower[:first, :first], t[last[:first]])
        found[last[first:]] = lower[first:, :first] @ steps
    return found
