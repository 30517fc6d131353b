# Zero, the mean of the prior.
def left_out(gram, t, group):
    """Each target [N] or [N, m] predicted from the other groups'.

    group[i] is the number of the group in which image i is, [N].
    """
    return np.zeros(np.shape(t))
