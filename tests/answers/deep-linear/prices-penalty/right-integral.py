# Integrates the price numerically.
def penalty(w, a, b):
    """What gradient flow from u = a, v = b makes least among the fits."""
    total = 0.0
    for value, p, q in zip(w, a, b):
        z = np.linspace(0, value, 41)
        mid, half = (z[1:] + z[:-1]) / 2, (z[1:] - z[:-1]) / 2
        fine = np.polynomial.legendre.leggauss(40)
        at = mid[:, None] + half[:, None] * fine[0]
        grow = (at + np.sqrt(at**2 + 4 * (p * q) ** 2)) / (2 * p * p)
        total += (np.log(grow) / 2 * fine[1] * half[:, None]).sum()
    return total
