# The chapter's formula: leaves out one image, not its group.
def left_out(gram, t, group):
    """Each target [N] or [N, m] predicted from the other groups'.

    group[i] is the number of the group in which image i is, [N].
    """
    inverse = np.linalg.inv(gram)
    return t - ((inverse @ t).T / np.diag(inverse)).T
