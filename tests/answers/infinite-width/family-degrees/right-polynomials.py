# Polynomials of NumPy, multiplied in full where that is possible.
def family(c, depth, most):
    """Coefficients [most + 1] of K_D and of Theta_D, for D = depth."""

    def cut(p):
        return np.polynomial.Polynomial(np.r_[p.coef, np.zeros(most)][: most + 1])

    rho = np.polynomial.Polynomial([0.0, 1.0])
    correlation = theta = rho
    for layer in range(depth):
        after = slope = 0 * rho
        for k in range(len(c) - 1, -1, -1):
            after = cut(after * correlation) + c[k]
            if k:
                slope = cut(slope * correlation) + k * c[k]
        correlation, theta = after, after + cut(slope * theta)
    return tuple(
        np.r_[p.coef, np.zeros(most + 1)][: most + 1] for p in (correlation, theta)
    )
