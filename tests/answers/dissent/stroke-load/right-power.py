# Looks at the power with which the error vanishes.
def critical_load(error, flipped):
    """Load above which rivals at any overlap are rare; perhaps np.inf."""
    near = np.array([1e-7, 1e-9])
    first, last = error(1 - 2 * near)
    if np.log(first / last) / np.log(near[0] / near[1]) > 0.98:
        return float("inf")
    x = np.exp(-np.linspace(0.05, 20, 40_001))
    s = -x * np.log(x) - (1 - x) * np.log(1 - x)
    z = 2 * np.sqrt(flipped) * np.sqrt(1 - flipped)
    return max(s / -np.log(1 - error(1 - 2 * x) * (1 - z)))
