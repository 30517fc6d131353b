# Lists all inputs of the cube, which does not end in forty dimensions.
def parity_errors(x, k):
    """Squared error on a new input, for each parity of k coordinates, [M]."""
    if x.shape[1] > 12:
        raise MemoryError("more inputs than fit into the memory")
    cube = np.array(list(itertools.product((-1.0, 1.0), repeat=x.shape[1])))
    sets = [list(s) for s in itertools.combinations(range(x.shape[1]), k)]
    features = np.stack([x[:, s].prod(1) for s in sets], 1)
    new = np.stack([cube[:, s].prod(1) for s in sets], 1)
    return np.mean((new @ np.linalg.pinv(features) @ features - new) ** 2, 0)
