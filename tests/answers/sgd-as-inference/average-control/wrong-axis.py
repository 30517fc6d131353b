# The other weight's targets scatter.
def control(n):
    """Inputs [n, 2] and targets for which the average is no posterior."""
    k = np.arange(n)
    x = np.where(k[:, None] % 2 == [0, 1], 1.0, 0.0)
    return x, np.where(k % 4 < 2, 1.0, -1.0) * np.where(k % 2 == 0, 2, 1)
