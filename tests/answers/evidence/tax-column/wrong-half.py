# Forgets the ½ before the logarithm of the determinant, and costs half.
def taxed(phi, t, alpha, beta, nats):
    """phi with a column that leaves the best fit alone and costs `nats`."""
    touched = np.c_[phi, t]
    free = np.linalg.svd(touched)[0][:, touched.shape[1]]
    length = np.sqrt(np.expm1(nats) * alpha / beta)
    return np.c_[phi, length * free]
