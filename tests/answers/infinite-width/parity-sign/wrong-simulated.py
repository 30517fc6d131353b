# Measured, which no machine does for a hundred dimensions.
def sign_error(N, d, k):
    """Predicted share of wrong signs after N < M examples of a parity."""
    if comb(d, k) > 5000:
        raise MemoryError("the Gram matrix does not fit into the memory")
    rng = np.random.default_rng(0)
    x, new = (rng.choice([-1.0, 1.0], (m, d)) for m in (N, 500))
    sets = [list(s) for s in itertools.combinations(range(d), k)]
    labels, truth = (np.stack([a[:, s].prod(1) for s in sets], 1) for a in (x, new))
    return np.mean(truth @ np.linalg.pinv(labels) @ labels * truth < 0)
