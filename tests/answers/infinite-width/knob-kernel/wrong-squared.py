# The square of the kernel.
def last_kernel(w1, w2, y, alpha):
    """Tangent kernel where gradient flow from w1, w2 has fitted y."""
    return (w1**2 - w2**2) ** 2 + 4 * (w1 * w2 + y / alpha) ** 2
