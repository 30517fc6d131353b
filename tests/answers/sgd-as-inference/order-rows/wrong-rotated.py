# An order and its rotation by half.
def orders(n):
    """At most n orders, without chance, of which the penalty is left."""
    return np.array([np.arange(n), np.roll(np.arange(n), n // 2)])
