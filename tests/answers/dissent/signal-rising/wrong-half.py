# Half of the examples agree in the end: not enough for every factor.
def rising(n, factor):
    """Inputs [n, d], labels [n] with a ratio that ends higher by factor."""
    x = np.zeros((n, n))
    half = n // 2
    x[:half, 0] = 1
    x[half:, half:] = 100 * np.eye(n - half)
    return x, np.ones(n)
