# One start for all weights.
def penalty(w, a, b):
    """What gradient flow from u = a, v = b makes least among the fits."""
    a, b = np.exp(np.mean(np.log(a))), np.exp(np.mean(np.log(b)))
    root = np.sqrt(w**2 + 4 * a**2 * b**2)
    return np.sum(w * np.arcsinh(w / (2 * a * b)) - root - w * np.log(a / b))
