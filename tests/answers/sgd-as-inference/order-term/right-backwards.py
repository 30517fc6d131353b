# Half of the epoch's term less that of the same epoch backwards.
def order_term(H, g):
    """R for batches that come as they are numbered."""

    def second(H, g):
        before = np.vstack([0 * g[:1], np.cumsum(g, axis=0)[:-1]])
        return sum(h @ b for h, b in zip(H, before))

    return (second(H, g) - second(H[::-1], g[::-1])) / 2
