# The right factor, without the density.
def speed(w, a, s, b, place):
    """dv/dw [n] at w [n], such that the mode in v is at w = place."""
    return 1 + (w - place) ** 2
