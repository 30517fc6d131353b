# The first order: one decay for all directions.
def decay_like(h, t):
    """Decay [d] that does to eigenvalues h [d] what stopping at t does."""
    return np.full(np.shape(h), 1 / t)
