# As if the direction of the start were all that matters, at any scale.
def good_chance(t, scale):
    square = np.sqrt(0.1 / (1 + t**2))
    bar = np.sqrt(1 - t * square) / square ** (1 / (2 * t))
    return float(2 / np.pi * np.arctan(1 / bar))
