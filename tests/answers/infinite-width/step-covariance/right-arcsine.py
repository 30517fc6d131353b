# The chance that two Gaussians are both positive, a quarter and an arcsine.
def step_covariance(x, z, s):
    """Covariance of f at the rows of x [n, d] and of z [m, d], as [n, m]."""
    cross = x @ z.T + s**2
    own_x, own_z = (x**2).sum(1) + s**2, (z**2).sum(1) + s**2
    cosine = cross / np.sqrt(own_x[:, None] * own_z)
    return 0.25 + np.arcsin(np.clip(cosine, -1, 1)) / (2 * np.pi)
