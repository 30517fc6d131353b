# The inverse of what the flow has gathered, less the curvature.
def decay_like(h, t):
    """Decay [d] that does to eigenvalues h [d] what stopping at t does."""
    h = np.asarray(h, float)
    times = (np.arange(20_000) + 0.5) * t / 20_000
    return np.array([1 / np.mean(np.exp(-k * times)) / t - k for k in h])
