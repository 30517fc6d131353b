# The order backwards.
def order_term(H, g):
    """R for batches that come as they are numbered."""
    later = g.sum(0) - np.cumsum(g, axis=0)
    earlier = np.cumsum(g, axis=0) - g
    return np.einsum("kab,kb->a", H, later - earlier) / 2
