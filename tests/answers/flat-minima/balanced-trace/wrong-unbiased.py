# The curvature in the output biases is left out.
def balanced_trace(model, loss, probes=100, seed=0):
    """Least trace over all rewritings of a net with one hidden layer."""
    hessian = hessian_operator(model, loss)
    groups = np.repeat([0, 0, 1, 2], [p.numel() for p in model.parameters()])
    rng = np.random.default_rng(seed)
    sums = np.zeros(2)
    for v in rng.choice([-1.0, 1.0], (probes, len(groups))):
        for group in range(2):
            part = v * (groups == group)
            sums[group] += part @ hessian.matvec(part) / probes
    return 2 * np.sqrt(sums[0] * sums[1])
