# Powers of the input, orthonormalised by Gram and Schmidt.
def unit(coefficients, trained):
    """A function phi, of arrays, whose network has this tangent kernel."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(30)
    weights = weights / weights.sum()
    basis = []
    for k in range(len(coefficients)):
        one = np.polynomial.Polynomial.basis(k)
        for other in basis:
            one = one - np.sum(weights * one(nodes) * other(nodes)) * other
        basis.append(one / np.sqrt(np.sum(weights * one(nodes) ** 2)))
    total = np.polynomial.Polynomial([0.0])
    for k, (c, one) in enumerate(zip(coefficients, basis)):
        gain = {"second": 1, "first": max(k, 1), "both": 1 + k}[trained]
        total = total + np.sqrt(c / gain) * one
    return total
