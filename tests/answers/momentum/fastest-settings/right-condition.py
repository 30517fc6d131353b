# From the rate as a function of c, and critical damping at the least eigenvalue.
def fastest(h_min, h_max):
    """Learning rate and momentum of the fastest heavy ball."""
    root = np.float64(h_max / h_min) ** 0.5
    rho = (root - 1) / (root + 1)
    return [(1 - rho) ** 2 / h_min, rho**2]
