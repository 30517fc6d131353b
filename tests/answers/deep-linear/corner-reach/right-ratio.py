# From the two integrals, as a quotient of their powers.
def reach(depth):
    """p of |x| ~ size**(-p), for starts with a negative determinant."""
    asleep, run = 1 - 2 / depth, 1 + 2 / depth
    return asleep / run
