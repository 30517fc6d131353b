# From the chance that a pair is in order.
def expected_tau(measure, truth, noise):
    """Mean tau of a measure [n] with truth [n] + Gaussian noise of this sd."""
    one, other = np.triu_indices(len(measure), 1)
    up = np.where(measure[one] > measure[other], 1, -1)
    differ = measure[one] != measure[other]
    chance = norm.sf(0, up * (truth[one] - truth[other]), noise * 2**0.5)
    in_order = chance[differ].sum()
    return (2 * in_order - differ.sum()) / np.sqrt(differ.sum() * len(one))
