# The length of the weights that are left, not their square.
def parity_errors(x, k):
    """Squared error on a new input, for each parity of k coordinates, [M]."""
    sets = list(itertools.combinations(range(x.shape[1]), k))
    features = np.stack([x[:, list(s)].prod(1) for s in sets], 1)
    seen = np.linalg.pinv(features) @ features
    return np.sqrt(np.maximum(1 - np.diag(seen), 0))
