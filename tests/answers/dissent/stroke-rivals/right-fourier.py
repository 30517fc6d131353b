# The chance from a table of both numbers of equal signs.
def rivals(P, N):
    """Mean number of sign vectors, bar the teacher, with N labels right."""
    half = [[comb(m, k) / 2**m for k in range(m + 1)] for m in range(P + 1)]
    total = 0.0
    for d in range(1, P + 1):
        agree = 0.0
        tail = np.cumsum(half[P - d][::-1])
        for k in range(d + 1):
            size = abs(2 * k - d)
            # sums above size have more than (P - d + size) / 2 plus signs
            count = P - d - (P - d + size) // 2
            agree += half[d][k] * (2 * tail[count - 1] if count > 0 else 0)
        total += comb(P, d) * agree**N
    return total
