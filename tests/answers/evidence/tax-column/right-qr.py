# Finds the free direction by QR, and writes e^2k - 1 as 2 e^k sinh k.
def taxed(phi, t, alpha, beta, nats):
    """phi with a column that leaves the best fit alone and costs `nats`."""
    basis, _ = np.linalg.qr(np.column_stack([phi, t]), mode="complete")
    square = 2 * np.exp(nats) * np.sinh(nats) * alpha / beta
    return np.column_stack([phi, -np.sqrt(square) * basis[:, -1]])
