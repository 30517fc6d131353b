# The chances of both sums by convolution.
def rivals(P, N):
    """Mean number of sign vectors, bar the teacher, with N labels right."""
    sums = [np.ones(1)]
    for m in range(P):
        sums.append(np.convolve(sums[-1], [0.5, 0.5]))
    total = 0.0
    for d in range(1, P + 1):
        a = (2 * np.arange(P - d + 1) - (P - d))[:, None]
        b = 2 * np.arange(d + 1) - d
        agree = sums[P - d] @ ((a + b) * (a - b) > 0) @ sums[d]
        total += float(comb(P, d)) * agree**N
    return total
