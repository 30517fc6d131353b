# Not a number.
def expected_tau(measure, truth, noise):
    """Mean tau of a measure [n] with truth [n] + Gaussian noise of this sd."""
    return np.nan
