# Draws the noise, with a seed of its own.
def expected_tau(measure, truth, noise):
    """Mean tau of a measure [n] with truth [n] + Gaussian noise of this sd."""
    rng = np.random.default_rng(0)
    seen = truth + noise * rng.standard_normal((4000, len(truth)))
    one, other = np.triu_indices(len(truth), 1)
    agree = (
        np.sign(measure[one] - measure[other]) * np.sign(seen[:, one] - seen[:, other])
    ).sum(1)
    return agree.mean() / np.sqrt(len(one) * np.sum(measure[one] != measure[other]))
