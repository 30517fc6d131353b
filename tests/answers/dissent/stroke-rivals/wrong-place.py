# As if an example showed one place.
def rivals(P, N):
    """Mean number of sign vectors, bar the teacher, with N labels right."""
    return float(sum(comb(P, d) * (1 - d / P) ** N for d in range(1, P + 1)))
