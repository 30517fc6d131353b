# From the Gram matrix: what the kernel's functions span.
def parity_errors(x, k):
    """Squared error on a new input, for each parity of k coordinates, [M]."""
    sets = list(itertools.combinations(range(x.shape[1]), k))
    features = np.stack([x[:, list(s)].prod(1) for s in sets], 1)
    gram = np.linalg.pinv(features @ features.T, rcond=1e-10, hermitian=True)
    return np.array([1 - f @ gram @ f for f in features.T])
