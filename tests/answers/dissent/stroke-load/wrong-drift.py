# Turned labels cost twice their share.
def critical_load(error, flipped):
    """Load above which rivals at any overlap are rare; perhaps np.inf."""
    x = np.logspace(-10, np.log10(0.5), 20_001)
    s = -x * np.log(x) - (1 - x) * np.log1p(-x)
    kept = 1 - 2 * flipped
    loads = s / -np.log1p(-kept * error(1 - 2 * x))
    return np.inf if loads.argmax() == 0 else loads.max()
