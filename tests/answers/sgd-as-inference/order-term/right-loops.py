# Loops over the pairs.
def order_term(H, g):
    """R for batches that come as they are numbered."""
    total = np.zeros(g.shape[1])
    for k in range(len(g)):
        for j in range(k):
            total += (H[k] @ g[j] - H[j] @ g[k]) / 2
    return total
