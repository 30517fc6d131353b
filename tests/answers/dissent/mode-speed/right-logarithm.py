# With logarithms.
def speed(w, a, s, b, place):
    """dv/dw [n] at w [n], such that the mode in v is at w = place."""
    log = -((w - a) ** 2) / (2 * s * s) - b * abs(w)
    return np.exp(log - log.max() + np.log1p(5 * (w - place) ** 2 / s**2))
