# The share that is kept, in place of the decay.
def decay_like(h, t):
    """Decay [d] that does to eigenvalues h [d] what stopping at t does."""
    return 1 - np.exp(-np.asarray(h) * t) + 1e-12
