# The penalty of equal starts: the tilt is left out.
def penalty(w, a, b):
    """What gradient flow from u = a, v = b makes least among the fits."""
    c = a * b
    return np.sum(w * np.arcsinh(w / (2 * c)) - np.sqrt(w**2 + 4 * c**2))
