# The telescoped sum, from the two ends.
def ratio(path, origin):
    """Left side of Yaida's relation over the right, with this origin."""
    steps = sum(float(np.sum((b - a) ** 2)) for a, b in zip(path, path[1:]))
    first = float(np.sum((path[0] - origin) ** 2))
    last = float(np.sum((path[-1] - origin) ** 2))
    return 1 - (last - first) / steps
