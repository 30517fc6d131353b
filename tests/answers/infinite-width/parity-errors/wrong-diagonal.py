# Only the target's own weight, without the leaks into the others.
def parity_errors(x, k):
    """Squared error on a new input, for each parity of k coordinates, [M]."""
    sets = list(itertools.combinations(range(x.shape[1]), k))
    features = np.stack([x[:, list(s)].prod(1) for s in sets], 1)
    seen = np.linalg.pinv(features) @ features
    return (1 - np.diag(seen)) ** 2
