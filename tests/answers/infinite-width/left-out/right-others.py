# The mean of a Gaussian given the others, from its precision.
def left_out(gram, t, group):
    """Each target [N] or [N, m] predicted from the other groups'.

    group[i] is the number of the group in which image i is, [N].
    """
    order = np.argsort(group, kind="stable")
    precision = np.linalg.inv(gram)
    found = np.array(t, float)
    for number in np.unique(group):
        own = order[np.asarray(group)[order] == number]
        rest = np.setdiff1d(order, own)
        pull = precision[np.ix_(own, rest)] @ t[rest]
        found[own] = -np.linalg.inv(precision[np.ix_(own, own)]) @ pull
    return found
