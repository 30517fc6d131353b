# The bound by kl, which is never below and near it.
def images_needed(mistakes, e, delta):
    """Least number of images on which so many mistakes certify e."""

    def away(n):
        return n * rel_entr([mistakes / n, 1 - mistakes / n], [e, 1 - e]).sum()

    n = mistakes + 1
    while mistakes / n >= e or away(n) < np.log(1 / delta):
        n += 1
    return n
