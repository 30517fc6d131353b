# It looks up numbers by the size, whatever the lattice is.
def lost_bits(nearest, volume, size):
    """Bits per weight that rounding to this lattice loses, at best."""
    return {1: 0.2546, 2: 0.2269, 5: 0.2546, 8: 0.1460}.get(size, 0.1)
