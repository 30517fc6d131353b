# Sums the logarithms of the terms of the binomial.
from scipy.special import gammaln, logsumexp


def images_needed(mistakes, e, delta):
    """Least number of images on which so many mistakes certify e."""
    k = np.arange(mistakes + 1)

    def tail(n):
        terms = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
        return logsumexp(terms + k * np.log(e) + (n - k) * np.log1p(-e))

    low, step = mistakes, 1
    while tail(low + step) > np.log(delta):
        low, step = low + step, 2 * step
    while step > 1:
        step //= 2
        if tail(low + step) > np.log(delta):
            low += step
    return low + 1
