# One squared weight from a quadratic equation, and the other from it.
def last_kernel(w1, w2, y, alpha):
    """Tangent kernel where gradient flow from w1, w2 has fitted y."""
    product, gap = w1 * w2 + y / alpha, (w1 - w2) * (w1 + w2)
    larger = (abs(gap) + (gap**2 + 4 * product**2) ** 0.5) / 2
    return larger + product**2 / larger
