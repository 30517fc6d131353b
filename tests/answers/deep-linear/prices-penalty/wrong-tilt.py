# The tilt with the wrong factor.
def penalty(w, a, b):
    """What gradient flow from u = a, v = b makes least among the fits."""
    root = np.sqrt(w**2 + 4 * a**2 * b**2)
    return np.sum(w * np.arcsinh(w / (2 * a * b)) - root - 2 * w * np.log(a / b))
