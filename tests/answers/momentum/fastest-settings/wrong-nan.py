# Not numbers: a root is taken of the wrong difference.
def fastest(h_min, h_max):
    """Learning rate and momentum of the fastest heavy ball."""
    rho = np.sqrt(h_min - h_max)
    return (1 - rho) ** 2 / h_min, rho**2
