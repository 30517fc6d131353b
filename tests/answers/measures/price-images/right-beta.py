# Bisects the inverse, the bound of Clopper and Pearson.
def images_needed(mistakes, e, delta):
    """Least number of images on which so many mistakes certify e."""
    low, high = mistakes, 10**7
    while high - low > 1:
        middle = (low + high) // 2
        bound = beta.isf(delta, mistakes + 1, middle - mistakes)
        low, high = (low, middle) if bound <= e else (middle, high)
    return high
