# NaN everywhere.
def unit(coefficients, trained):
    """A function phi, of arrays, whose network has this tangent kernel."""
    return lambda u: np.nan * u
