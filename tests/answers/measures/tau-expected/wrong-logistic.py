# A logistic function in place of the Gaussian, which it follows to a hundredth.
def expected_tau(measure, truth, noise):
    """Mean tau of a measure [n] with truth [n] + Gaussian noise of this sd."""
    order = np.sign(np.subtract.outer(measure, measure))
    gap = np.subtract.outer(truth, truth) / (np.sqrt(2) * noise)
    pairs = len(order) * (len(order) - 1)
    return np.sum(order * np.tanh(1.702 * gap / 2)) / np.sqrt(np.sum(order**2) * pairs)
