# The interpolant on what it has seen.
def left_out(gram, t, group):
    """Each target [N] or [N, m] predicted from the other groups'.

    group[i] is the number of the group in which image i is, [N].
    """
    return gram @ np.linalg.solve(gram, t)
