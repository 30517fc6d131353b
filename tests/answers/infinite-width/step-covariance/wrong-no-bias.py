# The angle between the inputs themselves.
def step_covariance(x, z, s):
    """Covariance of f at the rows of x [n, d] and of z [m, d], as [n, m]."""
    lengths = np.outer(np.linalg.norm(x, axis=1), np.linalg.norm(z, axis=1))
    return (np.pi - np.arccos(np.clip(x @ z.T / lengths, -1, 1))) / (2 * np.pi)
