# What is left of h after the share: h (1 - exp(-ht)).
def decay_like(h, t):
    """Decay [d] that does to eigenvalues h [d] what stopping at t does."""
    h = np.asarray(h)
    return np.where(h > 0, h - h * np.exp(-h * t), 1 / t)
