# A coarse grid in R, refined around its best.
def critical_load(error, flipped):
    """Load above which rivals at any overlap are rare; perhaps np.inf."""
    from scipy.optimize import minimize_scalar

    z = 2 * (flipped - flipped**2) ** 0.5

    def load(R):
        x = (1 - R) / 2
        entropy = x * np.log(x) + (1 - x) * np.log(1 - x)
        return entropy / np.log(1 - error(R) + z * error(R))

    if load(1 - 1e-9) > load(1 - 1e-5):
        return np.inf
    grid = np.linspace(0, 1 - 1e-5, 4001)
    best = grid[np.argmax(load(grid))]
    found = minimize_scalar(
        lambda R: -load(R),
        bounds=(best - 1e-3, min(best + 1e-3, 1 - 1e-7)),
        method="bounded",
        options={"xatol": 1e-9},
    )
    return float(-found.fun)
