# Counts flows from a scale that is small but not zero: no limit, and two decimals.
def deep_limit(t, layers):
    rng = np.random.default_rng(seeds(1, "sheet-turn-deep")[0])
    w = 1e-3 * np.abs(rng.standard_normal((20_000, 2)))
    x, going = [1, t], np.ones(20_000, bool)
    while going.any():
        rate = x * w[going] ** (layers - 2)
        w[going] *= np.exp(0.05 * rate / rate.max(1, keepdims=True))
        going[going] = (w[going] ** layers @ x) < 1
    return (w[:, 0] ** layers > 0.5).mean()
