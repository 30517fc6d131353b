# Noise of one network where the difference of two is noisy.
def expected_tau(measure, truth, noise):
    """Mean tau of a measure [n] with truth [n] + Gaussian noise of this sd."""
    order = np.sign(np.subtract.outer(measure, measure))
    gap = np.subtract.outer(truth, truth) / noise
    pairs = len(order) * (len(order) - 1)
    return np.sum(order * (2 * norm.cdf(gap) - 1)) / np.sqrt(np.sum(order**2) * pairs)
