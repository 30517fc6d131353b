# Conditions on the first weight and not on the second, and adds up in a loop.
def good_chance(t, scale):
    square = np.sqrt(0.1 / (1 + t**2))
    bar = 0.5 * np.log(1 - t * square) - np.log(square) / (2 * t)
    bar += (1 / t - 1) * np.log(scale)
    total, step = np.float64(0), 0.005
    for u in np.arange(-30, 3, step):
        most = np.exp(min(t * (u - bar), 50))
        density = np.sqrt(2 / np.pi) * np.exp(u - np.exp(2 * u) / 2)
        total += step * density * (1 - erfc(most / np.sqrt(2)))
    return total
