# Integrates over the noise of one of the two networks.
def expected_tau(measure, truth, noise):
    """Mean tau of a measure [n] with truth [n] + Gaussian noise of this sd."""
    at, weight = np.polynomial.legendre.leggauss(120)
    at, weight = 9 * at, 9 * weight * norm.pdf(9 * at)
    total = ordered = 0.0
    n = len(measure)
    for i in range(n):
        for j in range(n):
            if measure[i] > measure[j]:
                gap = (truth[i] - truth[j]) / noise
                total += weight @ (2 * norm.cdf(gap + at) - 1)
                ordered += 1
    return total / np.sqrt(ordered * n * (n - 1) / 2)
