# The root of the density, too weak to move it all the way.
def speed(w, a, s, b, place):
    """dv/dw [n] at w [n], such that the mode in v is at w = place."""
    density = np.exp(-((w - a) ** 2) / (2 * s * s) - b * abs(w))
    return np.sqrt(density) * (1 + (w - place) ** 2)
