# All rotations.
def orders(n):
    """At most n orders, without chance, of which the penalty is left."""
    return np.array([np.roll(np.arange(n), k) for k in range(n)])
