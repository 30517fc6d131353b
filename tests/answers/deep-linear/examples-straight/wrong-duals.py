# Forgets the duals of the largest margin.
def straight(z, n):
    """Vectors w_hat and rho of the exact solution w_hat ln t + rho."""
    inverse = np.linalg.pinv(z)
    return inverse @ np.ones(len(z)), inverse @ np.log(n)
