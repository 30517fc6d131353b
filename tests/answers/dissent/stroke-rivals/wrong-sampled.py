# A sample of training sets.
def rivals(P, N):
    """Mean number of sign vectors, bar the teacher, with N labels right."""
    rng = np.random.default_rng(1)
    w = rng.choice([-1, 1], (2_000, P))
    x = rng.choice([-1, 1], (200, N, P))
    labels = np.sign(x.sum(2))
    right = (np.sign(x @ w.T) == labels[:, :, None]).all(1)
    return float(right.mean() * 2.0**P - 1)
