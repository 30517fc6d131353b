# Half the difference of two epochs, with the check's own function.
def order_term(H, g):
    """R for batches that come as they are numbered."""
    n, lr = len(g), 1e-5

    def way(order):
        went = np.zeros(g.shape[1])
        for k in order:
            went = went - lr * (g[k] + H[k] @ went)
        return went

    went = [way(order) for order in (range(n), range(n - 1, -1, -1))]
    return (went[0] - went[1]) / (2 * lr**2)
