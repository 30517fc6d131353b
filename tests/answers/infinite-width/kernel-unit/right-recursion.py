# The recursion of normalised Hermite polynomials, and alternating signs.
def unit(coefficients, trained):
    """A function phi, of arrays, whose network has this tangent kernel."""

    def phi(u):
        u = np.asarray(u, float)
        before, now, total = 0 * u, 0 * u + 1, 0 * u
        for k, c in enumerate(coefficients):
            gain = {"second": 1, "first": max(k, 1), "both": 1 + k}[trained]
            total = total + (-1) ** k * (c / gain) ** 0.5 * now
            before, now = now, (u * now - k**0.5 * before) / (k + 1) ** 0.5
        return total

    return phi
