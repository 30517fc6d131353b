# The threshold of two layers.
def survives(decays):
    """Weakest strength that is kept, three layers or more, and its size."""
    mean = np.prod(decays) ** (1 / len(decays))
    return mean, mean * 1e-6
