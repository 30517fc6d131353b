# It takes no notice of the labels, as if all were positive.
def fitting_share(x, y):
    """Share of infinitely wide nets with y f > 0 at three images x."""
    unit = x / np.linalg.norm(x, axis=1)[:, None]
    angle = np.arccos(np.clip(unit @ unit.T, -1, 1))
    rho = np.sin(angle) + (np.pi - angle) * np.cos(angle)
    pairs = np.clip(rho / np.pi, -1, 1)[[0, 0, 1], [1, 2, 2]]
    return 1 / 8 + np.arcsin(pairs).sum() / (4 * np.pi)
