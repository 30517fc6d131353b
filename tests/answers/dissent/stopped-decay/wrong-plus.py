# A sign: Fermi in place of Planck.
def decay_like(h, t):
    """Decay [d] that does to eigenvalues h [d] what stopping at t does."""
    h = np.asarray(h)
    return np.where(h > 0, h / (np.exp(h * t) + 1), 1 / t)
