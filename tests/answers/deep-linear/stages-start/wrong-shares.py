# Takes the second mode to nine tenths, too.
def largest_start(s1, s2):
    """Largest common start at which the modes come in stages."""
    return min((9 * s1) ** (-s2 / (s1 - s2)) * (9 * s2) ** (s1 / (s1 - s2)), s2 / 11)
