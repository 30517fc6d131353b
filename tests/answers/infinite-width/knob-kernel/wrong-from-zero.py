# Forgets the product at the start, which is subtracted from the output.
def last_kernel(w1, w2, y, alpha):
    """Tangent kernel where gradient flow from w1, w2 has fitted y."""
    return np.hypot(w1**2 - w2**2, 2 * y / alpha)
