# One minus the chance of the other end, by the angle with two arguments.
def deep_limit(t, layers):
    angle = np.arctan2(np.exp(np.log(t) / (layers - 2)), 1.0)
    return float(1 - 2 * angle / np.pi)
