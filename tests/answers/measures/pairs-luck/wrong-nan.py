# Not a number.
def luck(measure, error, settings):
    """Chance of so much order, or more, within settings: three lists [n]."""
    return np.nan
