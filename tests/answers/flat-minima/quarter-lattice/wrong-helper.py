# The printed helper at twelve sizes is not at the best size: E8 is off by 0.004.
def lost_bits(nearest, volume, size):
    """Bits per weight that rounding to this lattice loses, at best."""
    scales = np.geomspace(1.5, 9, 12) / volume ** (1 / size)
    return min(longer(nearest, volume, size, s) for s in scales) / np.log(2) / size
