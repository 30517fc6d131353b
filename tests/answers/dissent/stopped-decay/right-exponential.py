# With the decaying exponential.
def decay_like(h, t):
    """Decay [d] that does to eigenvalues h [d] what stopping at t does."""
    h = np.maximum(np.asarray(h, float), 1e-9)
    return h * np.exp(-h * t) / (1 - np.exp(-h * t))
