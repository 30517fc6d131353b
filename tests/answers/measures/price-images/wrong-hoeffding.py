# Hoeffding's inequality.
def images_needed(mistakes, e, delta):
    """Least number of images on which so many mistakes certify e."""
    n = mistakes + 1
    while mistakes / n + np.sqrt(np.log(1 / delta) / (2 * n)) > e:
        n += 1 + n // 1000
    return n
