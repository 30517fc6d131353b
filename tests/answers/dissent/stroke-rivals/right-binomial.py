# Tails of SciPy's binomial distribution.
def rivals(P, N):
    """Mean number of sign vectors, bar the teacher, with N labels right."""
    from scipy.stats import binom

    total = 0.0
    for d in range(1, P + 1):
        k = np.arange(d + 1)
        size = abs(2 * k - d)
        # |A| <= size, for a sum A of P - d signs
        above = 2 * binom.sf((P - d + size) // 2, P - d, 0.5)
        total += comb(P, d) * (binom.pmf(k, d, 0.5) @ above) ** N
    return total
