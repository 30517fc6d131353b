# Divides by the pairs that the measure orders, and by those alone.
def expected_tau(measure, truth, noise):
    """Mean tau of a measure [n] with truth [n] + Gaussian noise of this sd."""
    order = np.sign(np.subtract.outer(measure, measure))
    gap = np.subtract.outer(truth, truth) / (np.sqrt(2) * noise)
    return np.sum(order * (2 * norm.cdf(gap) - 1)) / np.sum(order**2)
