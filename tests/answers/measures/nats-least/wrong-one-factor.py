# One factor for the whole layer.
def least_kl(means, sds, starts, v):
    """Least KL, in nats, among rescalings; each a pair ([n, d], [outputs, n])."""
    return min(
        nats(
            rescaled(means, np.full(len(means[0]), c)),
            rescaled(sds, np.full(len(means[0]), c)),
            starts,
            v,
        )
        for c in np.exp(np.linspace(-5, 5, 3001))
    )
