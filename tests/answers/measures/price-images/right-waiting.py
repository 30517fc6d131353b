# Waits for one mistake more, with the negative binomial.
from scipy.stats import nbinom


def images_needed(mistakes, e, delta):
    """Least number of images on which so many mistakes certify e."""
    # More than `mistakes` in n images: the next one came within n.
    k = mistakes + 1
    return int(nbinom.ppf(1 - delta, k, e)) + k
