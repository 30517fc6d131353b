# Half of delta for either tail.
def images_needed(mistakes, e, delta):
    """Least number of images on which so many mistakes certify e."""
    n = mistakes + 1
    while binom.cdf(mistakes, n, e) > delta / 2:
        n += 1
    return n
