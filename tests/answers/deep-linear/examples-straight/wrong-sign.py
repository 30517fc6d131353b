# The sign of the offset.
def straight(z, n):
    """Vectors w_hat and rho of the exact solution w_hat ln t + rho."""
    inverse = np.linalg.pinv(z)
    a = np.linalg.solve(z @ z.T, np.ones(len(z)))
    return inverse @ np.ones(len(z)), inverse @ np.log(a / n)
