# One linear system: the inverse, cut down to blocks of groups.
def left_out(gram, t, group):
    """Each target [N] or [N, m] predicted from the other groups'.

    group[i] is the number of the group in which image i is, [N].
    """
    group = np.asarray(group)
    inverse = np.linalg.inv(gram)
    blocks = np.where(group[:, None] == group, inverse, 0)
    return t - np.linalg.solve(blocks, inverse @ t)
