# Gram and Schmidt, input by input.
def parity_errors(x, k):
    """Squared error on a new input, for each parity of k coordinates, [M]."""
    sets = list(itertools.combinations(range(x.shape[1]), k))
    features = np.stack([x[:, list(s)].prod(1) for s in sets], 1)
    errors, basis = np.ones(len(sets)), []
    for row in features:
        for _ in range(2):
            for one in basis:
                row = row - (row @ one) * one
        if np.linalg.norm(row) > 1e-6:
            basis.append(row / np.linalg.norm(row))
            errors = errors - basis[-1] ** 2
    return errors
