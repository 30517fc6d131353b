# One sign vector at each distance.
def rivals(P, N):
    """Mean number of sign vectors, bar the teacher, with N labels right."""

    def absolute(m):
        chances = [comb(m, k) / 2**m for k in range(m + 1)]
        return abs(2 * np.arange(m + 1) - m), np.array(chances)

    total = 0.0
    for d in range(1, P + 1):
        (kept, chance), (turned, other) = absolute(P - d), absolute(d)
        agree = chance @ (kept[:, None] > turned) @ other
        total += agree**N
    return float(total)
