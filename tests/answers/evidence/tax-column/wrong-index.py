# Takes the fifth direction, which is free only if there are three old columns.
def taxed(phi, t, alpha, beta, nats):
    """phi with a column that leaves the best fit alone and costs `nats`."""
    free = np.linalg.svd(np.c_[phi, t])[0][:, 4]
    length = np.sqrt(np.expm1(2 * nats) * alpha / beta)
    return np.c_[phi, length * free]
