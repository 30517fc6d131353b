# The error on the training inputs.
def parity_errors(x, k):
    """Squared error on a new input, for each parity of k coordinates, [M]."""
    sets = list(itertools.combinations(range(x.shape[1]), k))
    features = np.stack([x[:, list(s)].prod(1) for s in sets], 1)
    weights = np.linalg.pinv(features) @ features
    return np.mean((features @ weights - features) ** 2, axis=0)
