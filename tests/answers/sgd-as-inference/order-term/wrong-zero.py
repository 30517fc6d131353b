# No term.
def order_term(H, g):
    """R for batches that come as they are numbered."""
    return np.zeros(g.shape[1])
