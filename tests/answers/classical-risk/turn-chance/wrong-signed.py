# Half of the chance: forgets that the first weight may be negative.
def good_chance(t, scale):
    square = np.sqrt(0.1 / (1 + t**2))
    bar = 0.5 * np.log(1 - t * square) - np.log(square) / (2 * t)
    bar += (1 / t - 1) * np.log(scale)
    u, step = np.linspace(-30, 3, 30_001, retstep=True)
    density = np.sqrt(2 / np.pi) * np.exp(u - np.exp(2 * u) / 2)
    passed = erfc(np.exp(np.minimum(bar + u / t, 50)) / np.sqrt(2)) / 2
    return float(step * (density * passed).sum())
