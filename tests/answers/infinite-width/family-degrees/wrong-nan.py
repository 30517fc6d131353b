# NaN.
def family(c, depth, most):
    """Coefficients [most + 1] of K_D and of Theta_D, for D = depth."""
    return np.full((2, most + 1), np.nan)
