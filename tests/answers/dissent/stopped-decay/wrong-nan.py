# The formula as it stands, which at h = 0 is nothing divided by nothing.
def decay_like(h, t):
    """Decay [d] that does to eigenvalues h [d] what stopping at t does."""
    h = np.asarray(h)
    return h / (np.exp(h * t) - 1)
