# The error for Gaussian inputs.
def rivals(P, N):
    """Mean number of sign vectors, bar the teacher, with N labels right."""
    return sum(
        comb(P, d) * (1 - np.arccos(1 - 2 * d / P) / np.pi) ** N
        for d in range(1, P + 1)
    )
