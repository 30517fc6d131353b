# As if the squared loss had no half.
def decay_like(h, t):
    """Decay [d] that does to eigenvalues h [d] what stopping at t does."""
    h = np.maximum(h, 1e-9)
    return h / np.expm1(2 * h * t)
