# A start without any signal.
def rising(n, factor):
    """Inputs [n, d], labels [n] with a ratio that ends higher by factor."""
    x = np.ones((n, 1))
    x[: n // 2] = -1
    y = np.ones(n)
    if n % 2:
        x[-1] = 0
        y[-1] = 0
    return x, y
