# Integrates the growth numerically, and goes on as a power.
def far(time, depth):
    """|x| at a late time, for a start with a positive determinant."""
    power = 1 + 2 / depth
    grown = solve_ivp(
        lambda s, y: np.exp(s - (power + 1) * y) * depth,
        (np.log(1e4), np.log(1e8)),
        [np.log((2 * depth + 2) * 1e4) / (power + 1)],
        rtol=1e-10,
        atol=1e-12,
    )
    slope = (grown.y[0, -1] - grown.y[0, 0]) / np.log(1e4)
    return np.exp(grown.y[0, 0] + slope * (np.log(time) - np.log(1e4)))
