# Drops the start against the strengths.
def largest_start(s1, s2):
    """Largest common start at which the modes come in stages."""
    return np.exp(-(s2 * np.log(9 * s1) - s1 * np.log(s2 / 9)) / (s1 - s2))
