# Solves the small-start formula again with what is left over.
def largest_start(s1, s2):
    """Largest common start at which the modes come in stages."""
    a = 0.0
    for _ in range(300):
        power = s2 * np.log(9 * (s1 - a)) - s1 * np.log((s2 - a) / 9)
        a = 0.5 * a + 0.5 * np.exp(-power / (s1 - s2))
    return a
