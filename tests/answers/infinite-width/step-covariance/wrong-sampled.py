# Not computed: units are drawn, the same for every call.
def step_covariance(x, z, s):
    """Covariance of f at the rows of x [n, d] and of z [m, d], as [n, m]."""
    rng = np.random.default_rng(0)
    w, b = rng.standard_normal((x.shape[1], 200_000)), rng.standard_normal(200_000)
    on_x, on_z = (1.0 * (rows @ w + s * b > 0) for rows in (x, z))
    return on_x @ on_z.T / 200_000
