# A table of many sizes at once.
def images_needed(mistakes, e, delta):
    """Least number of images on which so many mistakes certify e."""
    most = int((mistakes + 10 * np.sqrt(mistakes + 1) + 20) / e)
    sizes = np.arange(mistakes + 1, most + 10)
    return sizes[np.argmax(binom.cdf(mistakes, sizes, e) <= delta)]
