# One image more, until it is enough.
def images_needed(mistakes, e, delta):
    """Least number of images on which so many mistakes certify e."""
    n = mistakes + 1
    while binom.cdf(mistakes, n, e) > delta:
        n += max(1, int(mistakes / e) - n - 10 * int(mistakes**0.5 / e))
    while n > mistakes + 1 and binom.cdf(mistakes, n - 1, e) <= delta:
        n -= 1
    return n
