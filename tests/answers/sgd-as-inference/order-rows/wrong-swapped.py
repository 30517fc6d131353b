# An order, and the same with neighbours swapped.
def orders(n):
    """At most n orders, without chance, of which the penalty is left."""
    swapped = np.arange(n)
    swapped[: n - n % 2] = swapped[: n - n % 2].reshape(-1, 2)[:, ::-1].ravel()
    return np.array([np.arange(n), swapped])
