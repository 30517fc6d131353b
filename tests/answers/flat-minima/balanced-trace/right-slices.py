# It gives each group its own signs, and takes slices in the place of masks.
def balanced_trace(model, loss, probes=100, seed=0):
    """Least trace over all rewritings of a net with one hidden layer."""
    hessian = hessian_operator(model, loss)
    first, bias, second, last = (p.numel() for p in model.parameters())
    ends = np.cumsum([0, first + bias, second, last])
    rng = np.random.default_rng(seed)
    means = []
    for k in range(3):
        values = []
        for _ in range(probes):
            v = np.zeros(ends[-1])
            v[ends[k] : ends[k + 1]] = 2 * rng.integers(0, 2, ends[k + 1] - ends[k]) - 1
            values.append(np.dot(v, hessian.matvec(v)))
        means.append(np.mean(values))
    return float(2 * means[0] ** 0.5 * means[1] ** 0.5 + means[2])
