# A list of lists of plain numbers.
def step_covariance(x, z, s):
    """Covariance of f at the rows of x [n, d] and of z [m, d], as [n, m]."""
    units = []
    for rows in (x, z):
        rows = np.c_[rows, np.full(len(rows), s)]
        units.append(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    cosine = np.clip(units[0] @ units[1].T, -1, 1)
    return ((np.pi - np.arccos(cosine)) / (2 * np.pi)).tolist()
