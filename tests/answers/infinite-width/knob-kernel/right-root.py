# The root, written out, from the kernel and the product at the start.
def last_kernel(w1, w2, y, alpha):
    """Tangent kernel where gradient flow from w1, w2 has fitted y."""
    start = w1**2 + w2**2
    moved = y / alpha
    return (start**2 + 8 * w1 * w2 * moved + 4 * moved**2) ** 0.5
