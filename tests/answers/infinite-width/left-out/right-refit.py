# Fits again without each group.
def left_out(gram, t, group):
    """Each target [N] or [N, m] predicted from the other groups'.

    group[i] is the number of the group in which image i is, [N].
    """
    found = np.zeros(np.shape(t))
    for number in set(group):
        out = [i for i in range(len(gram)) if group[i] == number]
        rest = [i for i in range(len(gram)) if group[i] != number]
        weights = np.linalg.solve(gram[np.ix_(rest, rest)], gram[np.ix_(rest, out)])
        found[out] = weights.T @ t[rest]
    return found
