# Both weights in place of their kernel.
def last_kernel(w1, w2, y, alpha):
    """Tangent kernel where gradient flow from w1, w2 has fitted y."""
    kernel = np.hypot(w1**2 - w2**2, 2 * (w1 * w2 + y / alpha))
    gap = w1**2 - w2**2
    return np.sqrt((kernel + gap) / 2), np.sqrt(abs(kernel - gap) / 2)
