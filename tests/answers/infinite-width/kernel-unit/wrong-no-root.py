# Forgets the root: the amplitudes are the coefficients.
def unit(coefficients, trained):
    """A function phi, of arrays, whose network has this tangent kernel."""
    k = np.arange(len(coefficients))
    gain = {"second": 0 * k + 1, "first": np.maximum(k, 1), "both": k + 1}
    amplitude = np.array(coefficients) / gain[trained]
    factorial = np.cumprod(np.maximum(k, 1).astype(float))
    series = amplitude / np.sqrt(factorial)
    return lambda u: np.polynomial.hermite_e.hermeval(u, series)
