# Hermite polynomials of SciPy.
def unit(coefficients, trained):
    """A function phi, of arrays, whose network has this tangent kernel."""
    from scipy.special import eval_hermitenorm, gamma

    orders = np.arange(len(coefficients))
    parts = np.array(coefficients, float)
    if trained == "both":
        parts = parts / (1 + orders)
    elif trained == "first":
        parts[1:] = parts[1:] / orders[1:]
    scale = np.sqrt(parts / gamma(orders + 1.0))
    return lambda u: sum(a * eval_hermitenorm(k, u) for k, a in enumerate(scale))
