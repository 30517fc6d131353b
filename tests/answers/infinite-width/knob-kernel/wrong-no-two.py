# Without the factor of four under the root.
def last_kernel(w1, w2, y, alpha):
    """Tangent kernel where gradient flow from w1, w2 has fitted y."""
    return np.hypot(w1**2 - w2**2, w1 * w2 + y / alpha)
