# Rescales to the least length of the means.
def least_kl(means, sds, starts, v):
    """Least KL, in nats, among rescalings; each a pair ([n, d], [outputs, n])."""
    c = np.sqrt(np.linalg.norm(means[1], axis=0) / np.linalg.norm(means[0], axis=1))
    return nats(rescaled(means, c), rescaled(sds, c), starts, v)
