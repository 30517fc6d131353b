# With a hyperbolic cotangent.
def decay_like(h, t):
    """Decay [d] that does to eigenvalues h [d] what stopping at t does."""
    h = np.maximum(h, 1e-8)
    return h / 2 * (1 / np.tanh(h * t / 2) - 1)
