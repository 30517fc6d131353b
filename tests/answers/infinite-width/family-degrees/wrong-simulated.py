# Raises families and counts them, which is not exact.
def family(c, depth, most):
    """Coefficients [most + 1] of K_D and of Theta_D, for D = depth."""
    draw = np.random.default_rng(0)
    size, ever = np.ones((2, 100_000), int)
    for layer in range(depth):
        size = draw.multinomial(np.minimum(size, 10**6), c) @ np.arange(len(c))
        ever = ever + size
    return tuple(
        np.array([np.mean(weight * (size == k)) for k in range(most + 1)])
        for weight in (1, ever)
    )
