# Includes the teacher itself, nothing over nothing.
def critical_load(error, flipped):
    """Load above which rivals at any overlap are rare; perhaps np.inf."""
    x = np.linspace(0, 0.5, 1001)
    s = -x * np.log(x) - (1 - x) * np.log1p(-x)
    kept = 1 - 2 * np.sqrt(flipped * (1 - flipped))
    loads = s / -np.log1p(-kept * error(1 - 2 * x))
    return np.inf if loads.argmax() == 0 else loads.max()
