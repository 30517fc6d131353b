# All vectors while there are few, and Gaussian inputs when there are many.
def rivals(P, N):
    """Mean number of sign vectors, bar the teacher, with N labels right."""
    if P < 12:
        cube = np.array(list(itertools.product((-1, 1), repeat=P)))
        right = np.sign(cube @ cube.T) == np.sign(cube.sum(1))
        return float(np.sum(right.mean(1) ** N) - 1)
    return sum(
        comb(P, d) * (1 - np.arccos(1 - 2 * d / P) / np.pi) ** N
        for d in range(1, P + 1)
    )
