# Asks for half-times that are one rise apart.
def largest_start(s1, s2):
    """Largest common start at which the modes come in stages."""
    gap = (1 / s2 - 1 / s1) / 2
    return np.exp(-np.log(9) / s1 / gap) * s2 / 10
