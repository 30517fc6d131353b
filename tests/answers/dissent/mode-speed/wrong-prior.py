# Undoes the likelihood and forgets the prior.
def speed(w, a, s, b, place):
    """dv/dw [n] at w [n], such that the mode in v is at w = place."""
    return np.exp(-((w - a) ** 2) / (2 * s * s)) * (1 + (w - place) ** 2)
