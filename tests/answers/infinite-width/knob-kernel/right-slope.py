# Adds up the slope of the kernel over the way of the product.
def last_kernel(w1, w2, y, alpha):
    """Tangent kernel where gradient flow from w1, w2 has fitted y."""
    products = np.linspace(w1 * w2, w1 * w2 + y / alpha, 200_001)
    middles = (products[1:] + products[:-1]) / 2
    slope = 4 * middles / np.sqrt((w1**2 - w2**2) ** 2 + 4 * middles**2)
    return w1**2 + w2**2 + slope.sum() * (products[1] - products[0])
