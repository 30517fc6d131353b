# The angles are divided by 2π, as for two images, and count twice.
def fitting_share(x, y):
    """Share of infinitely wide nets with y f > 0 at three images x."""
    unit = x / np.linalg.norm(x, axis=1)[:, None]
    angle = np.arccos(np.clip(unit @ unit.T, -1, 1))
    rho = np.sin(angle) + (np.pi - angle) * np.cos(angle)
    agree = np.clip(rho / np.pi, -1, 1) * np.outer(y, y)
    pairs = agree[[0, 0, 1], [1, 2, 2]]
    return 1 / 8 + np.arcsin(pairs).sum() / (2 * np.pi)
