# The recursion on a small circle, and Fourier's coefficients.
def family(c, depth, most):
    """Coefficients [most + 1] of K_D and of Theta_D, for D = depth."""
    points, radius = 64, 0.6
    rho = radius * np.exp(2j * np.pi * np.arange(points) / points)
    here = theta = rho
    for layer in range(depth):
        after = sum(share * here**k for k, share in enumerate(c))
        slope = sum(k * share * here ** (k - 1) for k, share in enumerate(c) if k)
        here, theta = after, after + slope * theta
    shrink = radius ** np.arange(most + 1)
    return [np.fft.fft(a)[: most + 1].real / points / shrink for a in (here, theta)]
