# Predicts from the image's own group, without the others.
def left_out(gram, t, group):
    """Each target [N] or [N, m] predicted from the other groups'.

    group[i] is the number of the group in which image i is, [N].
    """
    predicted = np.zeros(np.shape(t))
    for i in range(len(gram)):
        own = [j for j in range(len(gram)) if group[j] == group[i] and j != i]
        if own:
            inner = gram[np.ix_(own, own)]
            predicted[i] = gram[i, own] @ np.linalg.solve(inner, t[own])
    return predicted
