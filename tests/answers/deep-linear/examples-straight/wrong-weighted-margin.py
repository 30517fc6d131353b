# Lets the weights act on the margin.
def straight(z, n):
    """Vectors w_hat and rho of the exact solution w_hat ln t + rho."""
    inverse = np.linalg.pinv(z)
    a = np.linalg.solve(z @ z.T, n)
    return inverse @ n, inverse @ np.log(n / abs(a))
