# The formula for no mistake, for each block between mistakes.
def images_needed(mistakes, e, delta):
    """Least number of images on which so many mistakes certify e."""
    return int(np.ceil((mistakes + 1) * np.log(delta) / np.log(1 - e)))
