# The mean of the steps' ratios, not the ratio of means.
def ratio(path, origin):
    """Left side of Yaida's relation over the right, with this origin."""
    moves = path[:-1] - path[1:]
    each = 2 * np.sum((path[:-1] - origin) * moves, axis=1)
    return np.mean(each / np.sum(moves**2, axis=1))
