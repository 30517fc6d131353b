# The hidden biases are counted with the output biases, as if no rewriting moved them.
def balanced_trace(model, loss, probes=100, seed=0):
    """Least trace over all rewritings of a net with one hidden layer."""
    hessian = hessian_operator(model, loss)
    groups = np.repeat([0, 2, 1, 2], [p.numel() for p in model.parameters()])
    rng = np.random.default_rng(seed)
    sums = np.zeros(3)
    for v in rng.choice([-1.0, 1.0], (probes, len(groups))):
        for group in range(3):
            part = v * (groups == group)
            sums[group] += part @ hessian.matvec(part) / probes
    return 2 * np.sqrt(sums[0] * sums[1]) + sums[2]
