# Forwards and backwards within a single epoch, each example twice.
def orders(n):
    """At most n orders, without chance, of which the penalty is left."""
    return np.r_[np.arange(n), np.arange(n)[::-1]][None]
