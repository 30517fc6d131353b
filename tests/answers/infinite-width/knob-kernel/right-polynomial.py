# The squares of the two weights as roots of a polynomial.
def last_kernel(w1, w2, y, alpha):
    """Tangent kernel where gradient flow from w1, w2 has fitted y."""
    product, gap = w1 * w2 + y / alpha, w1**2 - w2**2
    first = np.roots([1, -gap, -(product**2)]).max()
    return 2 * first - gap
