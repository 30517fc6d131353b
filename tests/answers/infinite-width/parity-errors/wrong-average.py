# The average over all parities, for each of them.
def parity_errors(x, k):
    """Squared error on a new input, for each parity of k coordinates, [M]."""
    sets = list(itertools.combinations(range(x.shape[1]), k))
    features = np.stack([x[:, list(s)].prod(1) for s in sets], 1)
    rank = np.linalg.matrix_rank(features)
    return np.full(len(sets), 1 - rank / len(sets))
