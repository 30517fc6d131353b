# The last size that is not enough.
def images_needed(mistakes, e, delta):
    """Least number of images on which so many mistakes certify e."""
    n = mistakes + 1
    while binom.cdf(mistakes, n + 1, e) > delta:
        n += 1
    return n
