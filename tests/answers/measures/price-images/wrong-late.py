# One image more than is needed.
def images_needed(mistakes, e, delta):
    """Least number of images on which so many mistakes certify e."""
    n = mistakes + 1
    while binom.cdf(mistakes, n, e) > delta:
        n += 1
    return n + 1
