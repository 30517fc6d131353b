# Not numbers.
def order_term(H, g):
    """R for batches that come as they are numbered."""
    return np.full(g.shape[1], np.nan)
