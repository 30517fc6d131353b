# Strictly fewer mistakes than were seen.
def images_needed(mistakes, e, delta):
    """Least number of images on which so many mistakes certify e."""
    n = mistakes + 1
    while binom.cdf(mistakes - 1, n, e) > delta:
        n += 1
    return n
