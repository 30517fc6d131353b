# The lines of the page, which need no infinity and no noise.
def critical_load(error, flipped):
    """Load above which rivals at any overlap are rare; perhaps np.inf."""
    from scipy.special import entr

    R = np.linspace(0, 1, 100_001)[:-1]
    entropy = entr((1 + R) / 2) + entr((1 - R) / 2)
    return (entropy / -np.log(1 - error(R))).max()
