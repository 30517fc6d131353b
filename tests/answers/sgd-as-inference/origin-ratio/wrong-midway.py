# The middle of the step, as an integral in Stratonovich's sense.
def ratio(path, origin):
    """Left side of Yaida's relation over the right, with this origin."""
    moves = path[:-1] - path[1:]
    middle = (path[:-1] + path[1:]) / 2
    return 1 + np.sum((middle - origin) * moves) / np.sum(moves**2)
