# A root finder in the logarithm.
def largest_start(s1, s2):
    """Largest common start at which the modes come in stages."""
    from scipy.optimize import brentq

    def late(log_a):
        a = np.exp(log_a)
        return time_to(0.9, s1, a) - time_to(0.1, s2, a)

    return np.exp(brentq(late, -500, np.log(s2 / 10 * (1 - 1e-12))))
