# Random orders.
def orders(n):
    """At most n orders, without chance, of which the penalty is left."""
    return np.array([np.random.permutation(n) for _ in range(n)])
