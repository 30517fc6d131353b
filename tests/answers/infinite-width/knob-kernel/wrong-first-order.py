# To first order in 1/alpha.
def last_kernel(w1, w2, y, alpha):
    """Tangent kernel where gradient flow from w1, w2 has fitted y."""
    start = w1**2 + w2**2
    return start + 4 * w1 * w2 * y / alpha / start
