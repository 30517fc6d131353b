# The correlation is the cosine, as in a linear model.
def fitting_share(x, y):
    """Share of infinitely wide nets with y f > 0 at three images x."""
    unit = x / np.linalg.norm(x, axis=1)[:, None]
    agree = np.clip(unit @ unit.T, -1, 1) * np.outer(y, y)
    pairs = agree[[0, 0, 1], [1, 2, 2]]
    return 1 / 8 + np.arcsin(pairs).sum() / (4 * np.pi)
