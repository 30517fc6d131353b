# Element by element, as a list.
def speed(w, a, s, b, place):
    """dv/dw [n] at w [n], such that the mode in v is at w = place."""
    from math import cosh, exp

    return [
        7 * exp(-((one - a) ** 2) / (2 * s**2) - b * abs(one)) * cosh(one - place)
        for one in w
    ]
