# A short simulation of many chains.
def rest_variance(curvature, lr):
    """Variance of a Langevin chain at rest on a quadratic."""
    rng = np.random.default_rng(0)
    w = np.zeros(5000)
    for _ in range(200):
        w = langevin_step(w, curvature, lr, rng.standard_normal(5000))
    return w.var()
