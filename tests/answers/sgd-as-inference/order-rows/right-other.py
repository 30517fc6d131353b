# Another order, and backwards.
def orders(n):
    """At most n orders, without chance, of which the penalty is left."""
    first = np.argsort(np.cos(np.arange(n)))
    return np.stack([first[::-1], first])
