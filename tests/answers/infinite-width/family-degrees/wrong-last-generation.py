# Counts the last generation only, not all that ever lived.
def family(c, depth, most):
    """Coefficients [most + 1] of K_D and of Theta_D, for D = depth."""

    def times(a, b):
        return np.convolve(a, b)[: most + 1]

    correlation = np.eye(most + 1)[1]
    tangents = correlation
    for layer in range(depth):
        power, through = np.eye(most + 1)[0], np.zeros(most + 1)
        after = np.zeros(most + 1)
        for k, share in enumerate(c):
            after = after + share * power
            if k + 1 < len(c):
                through = through + (k + 1) * c[k + 1] * power
            power = times(power, correlation)
        tangents = np.arange(most + 1) * after
        correlation = after
    return correlation, tangents
