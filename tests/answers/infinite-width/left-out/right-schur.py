# The block of the inverse as that of a Schur complement, with pinv.
def left_out(gram, t, group):
    """Each target [N] or [N, m] predicted from the other groups'.

    group[i] is the number of the group in which image i is, [N].
    """
    found = np.empty(np.shape(t))
    numbers, group = np.unique(group, return_inverse=True)
    for number in range(len(numbers)):
        out, rest = np.flatnonzero(group == number), np.flatnonzero(group != number)
        across = gram[np.ix_(out, rest)] @ np.linalg.pinv(gram[np.ix_(rest, rest)])
        schur = gram[np.ix_(out, out)] - across @ gram[np.ix_(rest, out)]
        coefficients = np.linalg.pinv(schur) @ (t[out] - across @ t[rest])
        found[out] = t[out] - schur @ coefficients
    return found
