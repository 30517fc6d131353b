# Counts ties of the true errors, which noise has broken.
def expected_tau(measure, truth, noise):
    """Mean tau of a measure [n] with truth [n] + Gaussian noise of this sd."""
    order = np.sign(np.subtract.outer(measure, measure))
    gap = np.subtract.outer(truth, truth) / (np.sqrt(2) * noise)
    return np.sum(order * (2 * norm.cdf(gap) - 1)) / np.sqrt(
        np.sum(order**2) * np.sum(gap != 0)
    )
