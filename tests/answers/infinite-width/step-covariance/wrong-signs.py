# Units that are -1 or 1, and not 0 or 1.
def step_covariance(x, z, s):
    """Covariance of f at the rows of x [n, d] and of z [m, d], as [n, m]."""
    units = []
    for rows in (x, z):
        rows = np.c_[rows, np.full(len(rows), s)]
        units.append(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    cosine = np.clip(units[0] @ units[1].T, -1, 1)
    return 1 - 2 * np.arccos(cosine) / np.pi
