# Not numbers.
def straight(z, n):
    """Vectors w_hat and rho of the exact solution w_hat ln t + rho."""
    return np.full(z.shape[1], np.nan), np.full(z.shape[1], np.nan)
