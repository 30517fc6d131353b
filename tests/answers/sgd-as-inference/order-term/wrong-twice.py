# Without the half.
def order_term(H, g):
    """R for batches that come as they are numbered."""
    n = len(g)
    return sum(
        (H[k] @ g[j] - H[j] @ g[k] for k in range(n) for j in range(k)), 0 * g[0]
    )
