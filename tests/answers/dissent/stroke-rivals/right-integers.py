# Counts with whole numbers.
def rivals(P, N):
    """Mean number of sign vectors, bar the teacher, with N labels right."""
    found = 0.0
    for d in range(1, P + 1):
        kept = {}
        for k in range(P - d + 1):
            size = abs(2 * k - P + d)
            kept[size] = kept.get(size, 0) + comb(P - d, k)
        above, total = {}, 0
        for size in range(P, -1, -1):
            above[size] = total
            total += kept.get(size, 0)
        ways = sum(comb(d, k) * above[abs(2 * k - d)] for k in range(d + 1))
        found += comb(P, d) * (ways / 2**P) ** N
    return found
