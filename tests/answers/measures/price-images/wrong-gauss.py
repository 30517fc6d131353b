# The Gaussian in place of the binomial.
def images_needed(mistakes, e, delta):
    """Least number of images on which so many mistakes certify e."""
    z = norm.isf(delta)
    root = (
        z * np.sqrt(e * (1 - e)) + np.sqrt(z * z * e * (1 - e) + 4 * e * mistakes)
    ) / (2 * e)
    return max(mistakes + 1, int(np.ceil(root**2)))
