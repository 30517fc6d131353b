# Twenty steps in the weight itself: wrong in the third decimal.
def good_chance(t, scale):
    square = np.sqrt(0.1 / (1 + t**2))
    bar = 0.5 * np.log(1 - t * square) - np.log(square) / (2 * t)
    bar += (1 / t - 1) * np.log(scale)
    weight = (np.arange(20) + 0.5) * 0.2
    density = np.sqrt(2 / np.pi) * np.exp(-(weight**2) / 2)
    least = np.exp(np.minimum(bar + np.log(weight) / t, 50))
    return float(0.2 * (density * erfc(least / np.sqrt(2))).sum())
