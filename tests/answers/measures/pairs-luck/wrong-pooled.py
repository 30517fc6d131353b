# Shuffles over the whole grid, by the library.
from scipy.stats import kendalltau


def luck(measure, error, settings):
    """Chance of so much order, or more, within settings: three lists [n]."""
    return kendalltau(measure, error, alternative="greater").pvalue
