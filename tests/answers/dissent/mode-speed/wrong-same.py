# The coordinate w itself.
def speed(w, a, s, b, place):
    """dv/dw [n] at w [n], such that the mode in v is at w = place."""
    return np.ones_like(w)
