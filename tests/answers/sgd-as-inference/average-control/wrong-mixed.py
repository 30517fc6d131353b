# Inputs that speak about both weights, noise that depends on one.
def control(n):
    """Inputs [n, 2] and targets for which the average is no posterior."""
    rng = np.random.default_rng(0)
    x = rng.choice([-1.0, 1.0], (n, 2)) * rng.uniform(0.5, 1.5, (n, 2))
    return x, rng.choice([-1.0, 1.0], n) * np.where(abs(x[:, 1]) > 1, 2, 1)
