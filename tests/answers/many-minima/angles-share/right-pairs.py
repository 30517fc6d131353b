# It counts pairs by inclusion and exclusion, and takes the angles from half-angles.
def fitting_share(x, y):
    """Share of infinitely wide nets with y f > 0 at three images x."""
    total = 0.0
    for i, j in ((0, 1), (0, 2), (1, 2)):
        u, v = x[i] / np.linalg.norm(x[i]), x[j] / np.linalg.norm(x[j])
        angle = 2 * np.arctan2(np.linalg.norm(u - v), np.linalg.norm(u + v))
        rho = np.sin(angle) / np.pi + (1 - angle / np.pi) * np.cos(angle)
        total += 0.25 + np.arcsin(y[i] * y[j] * min(rho, 1)) / (2 * np.pi)
    return (total - 0.5) / 2
