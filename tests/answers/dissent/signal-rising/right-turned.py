# The same in other coordinates, in another order.
def rising(n, factor):
    """Inputs [n, d], labels [n] with a ratio that ends higher by factor."""
    turn = np.linalg.qr(np.random.default_rng(3).standard_normal((4, 4)))[0]
    x = np.zeros((n, 4))
    x[:-1, 0], x[-1, 1] = 0.1, 20
    return x @ turn, np.linspace(2, 2, n)
