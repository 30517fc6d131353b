# Orders drawn with a fixed seed.
def orders(n):
    """At most n orders, without chance, of which the penalty is left."""
    rng = np.random.default_rng(1)
    return np.array([rng.permutation(n) for _ in range(n)])
