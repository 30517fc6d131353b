# The KL as it is.
def least_kl(means, sds, starts, v):
    """Least KL, in nats, among rescalings; each a pair ([n, d], [outputs, n])."""
    return nats(means, sds, starts, v)
