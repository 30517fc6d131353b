# No decay where the examples say nothing.
def decay_like(h, t):
    """Decay [d] that does to eigenvalues h [d] what stopping at t does."""
    h = np.asarray(h, float)
    with np.errstate(all="ignore"):
        return np.where(h > 0, h / np.expm1(h * t), 0)
