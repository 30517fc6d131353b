# A coarse grid, and no infinity.
def critical_load(error, flipped):
    """Load above which rivals at any overlap are rare; perhaps np.inf."""
    x = np.linspace(0.001, 0.5, 2000)
    s = -x * np.log(x) - (1 - x) * np.log1p(-x)
    kept = 1 - 2 * np.sqrt(flipped * (1 - flipped))
    loads = s / -np.log1p(-kept * error(1 - 2 * x))
    return loads.max()
