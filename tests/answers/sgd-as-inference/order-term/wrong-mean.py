# The mean over orders, the penalty's part.
def order_term(H, g):
    """R for batches that come as they are numbered."""
    pairs = H.sum(0) @ g.sum(0) - np.einsum("kab,kb->a", H, g)
    return pairs / 2
