# Measured on two epochs, and rounded to halves, which whole batches allow.
def order_term(H, g):
    """R for batches that come as they are numbered."""
    n, lr = len(g), 1e-8

    def way(order):
        went = np.zeros(g.shape[1])
        for k in order:
            went = went - lr * (g[k] + H[k] @ went)
        return went

    twice = (way(range(n)) - way(range(n - 1, -1, -1))) / lr**2
    return np.round(twice) / 2
