# Nothing but NaN.
def step_covariance(x, z, s):
    """Covariance of f at the rows of x [n, d] and of z [m, d], as [n, m]."""
    return np.full((len(x), len(z)), np.nan)
