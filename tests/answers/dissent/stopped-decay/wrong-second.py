# Two terms of the series.
def decay_like(h, t):
    """Decay [d] that does to eigenvalues h [d] what stopping at t does."""
    return np.maximum(1 / t - np.asarray(h) / 2, 1e-9)
