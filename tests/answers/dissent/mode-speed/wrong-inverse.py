# One over the density.
def speed(w, a, s, b, place):
    """dv/dw [n] at w [n], such that the mode in v is at w = place."""
    density = np.exp(-((w - a) ** 2) / (2 * s * s) - b * abs(w))
    return (1 + (w - place) ** 2) / density
