# The power of G where it should be applied again.
def family(c, depth, most):
    """Coefficients [most + 1] of K_D and of Theta_D, for D = depth."""
    correlation = np.eye(most + 1)[0]
    for layer in range(depth):
        correlation = np.convolve(correlation, c)[: most + 1]
    correlation = np.r_[correlation, np.zeros(most + 1 - len(correlation))]
    return correlation, (1 + np.arange(most + 1)) * correlation
