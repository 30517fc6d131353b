# Right for stiff directions, and zero where h is.
def decay_like(h, t):
    """Decay [d] that does to eigenvalues h [d] what stopping at t does."""
    return np.asarray(h) * np.exp(-np.asarray(h) * t)
