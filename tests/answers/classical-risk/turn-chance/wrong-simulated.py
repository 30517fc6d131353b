# Counts 20,000 flows, which gives two decimals and not four.
def good_chance(t, scale):
    rng = np.random.default_rng(seeds(1, "sheet-turn")[0])
    starts = scale * rng.standard_normal((20_000, 2))
    ends = flow_end_points(starts, [1, t], 1)
    return float(((1 + t**2) * ends[:, 1] ** 4 <= 0.1).mean())
