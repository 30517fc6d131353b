# The points fill a small box about zero, which is no whole number of cells.
def lost_bits(nearest, volume, size):
    """Bits per weight that rounding to this lattice loses, at best."""
    rng = np.random.default_rng(seeds(1, "quarter-points")[0])
    x = rng.uniform(-1, 1, (800_000 // size, size))
    moment = np.mean((x - nearest(x)) ** 2) / volume ** (2 / size)
    return np.log2(2 * np.pi * np.e * moment) / 2
