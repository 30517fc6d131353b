# Factorials that overflow.
def rivals(P, N):
    """Mean number of sign vectors, bar the teacher, with N labels right."""
    from scipy.special import factorial

    d = np.arange(P + 1.0)
    chances = factorial(float(P)) / factorial(d) / factorial(P - d)
    agree = 1 - np.arccos(1 - 2 * d / P) / np.pi
    return float(np.sum((chances * agree**N)[1:]))
