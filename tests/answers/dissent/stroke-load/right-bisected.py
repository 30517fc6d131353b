# By bisection in the load.
def critical_load(error, flipped):
    """Load above which rivals at any overlap are rare; perhaps np.inf."""
    x = np.logspace(-11, np.log10(0.9), 20_001)
    s = -x * np.log(x) - (1 - x) * np.log1p(-x)
    z = np.sqrt(4 * flipped * (1 - flipped))
    differ = error(1 - 2 * x)
    left = np.log1p(-differ + differ * z)
    if s[0] + 9 * left[0] > 0:
        return np.inf
    low, high = 0.0, 1e3
    for halving in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if (s + middle * left).max() > 0 else (low, middle)
    return high
