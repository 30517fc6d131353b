# The direction of the weighted mean, where the flow begins.
def straight(z, n):
    """Vectors w_hat and rho of the exact solution w_hat ln t + rho."""
    return n @ z, np.zeros(z.shape[1])
