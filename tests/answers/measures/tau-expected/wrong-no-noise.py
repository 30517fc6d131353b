# The tau with the true errors, of the library.
from scipy.stats import kendalltau


def expected_tau(measure, truth, noise):
    """Mean tau of a measure [n] with truth [n] + Gaussian noise of this sd."""
    return kendalltau(measure, truth)[0]
