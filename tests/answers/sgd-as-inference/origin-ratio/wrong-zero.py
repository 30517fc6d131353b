# The origin is forgotten.
def ratio(path, origin):
    """Left side of Yaida's relation over the right, with this origin."""
    moves = path[:-1] - path[1:]
    return 2 * np.sum(path[:-1] * moves) / np.sum(moves**2)
