# Solves the two integrals for sizes far apart.
def reach(depth):
    """p of |x| ~ size**(-p), for starts with a negative determinant."""
    if depth == 2:
        return 0.0
    small, large = 1e-40, 1e-30
    low, high = 1 - 2 / depth, 1 + 2 / depth
    reached = [(high / low * size**-low) ** (1 / high) for size in (small, large)]
    return np.log10(reached[0] / reached[1]) / 10
