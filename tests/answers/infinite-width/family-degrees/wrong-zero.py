# Extinct, always.
def family(c, depth, most):
    """Coefficients [most + 1] of K_D and of Theta_D, for D = depth."""
    return np.eye(most + 1)[0], np.eye(most + 1)[0]
