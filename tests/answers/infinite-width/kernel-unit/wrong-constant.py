# A constant, with the right variance.
def unit(coefficients, trained):
    """A function phi, of arrays, whose network has this tangent kernel."""
    return lambda u: np.sqrt(sum(coefficients)) + 0 * u
