# Fits each parity by least squares, and measures the weights.
def parity_errors(x, k):
    """Squared error on a new input, for each parity of k coordinates, [M]."""
    sets = list(itertools.combinations(range(x.shape[1]), k))
    features = np.ones((len(x), len(sets)))
    for column, members in enumerate(sets):
        for member in members:
            features[:, column] *= x[:, member]
    weights = np.linalg.lstsq(features, features, rcond=1e-10)[0]
    return np.sum((weights - np.eye(len(sets))) ** 2, axis=0)
