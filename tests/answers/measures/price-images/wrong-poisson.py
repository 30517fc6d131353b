# The Poisson law in place of the binomial.
from scipy.stats import gamma


def images_needed(mistakes, e, delta):
    """Least number of images on which so many mistakes certify e."""
    return int(np.ceil(gamma.isf(delta, mistakes + 1) / e))
