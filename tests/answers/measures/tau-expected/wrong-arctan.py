# The law of part 4 for large Gaussian grids.
def expected_tau(measure, truth, noise):
    """Mean tau of a measure [n] with truth [n] + Gaussian noise of this sd."""
    r = np.corrcoef(measure, truth + 0.0)[0, 1]
    r = r * np.std(truth) / np.hypot(np.std(truth), noise)
    return 2 / np.pi * np.arcsin(r)
