# The bits are those of all weights together, not those per weight.
def lost_bits(nearest, volume, size):
    """Bits per weight that rounding to this lattice loses, at best."""
    rng = np.random.default_rng(seeds(1, "quarter-points")[0])
    x = rng.uniform(-1000, 1000, (800_000 // size, size))
    moment = np.mean((x - nearest(x)) ** 2) / volume ** (2 / size)
    return size * np.log2(2 * np.pi * np.e * moment) / 2
