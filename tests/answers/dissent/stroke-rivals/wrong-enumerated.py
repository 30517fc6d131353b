# All vectors and inputs: right, and for few weights only.
def rivals(P, N):
    """Mean number of sign vectors, bar the teacher, with N labels right."""
    if P > 13:
        raise ValueError("too many")
    cube = np.array(list(itertools.product((-1, 1), repeat=P)))
    right = np.sign(cube @ cube.T) == np.sign(cube.sum(1))
    return float(np.sum(right.mean(1) ** N) - 1)
