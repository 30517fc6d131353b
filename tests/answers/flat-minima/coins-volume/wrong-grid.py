# It integrates over weights from -100 to 100, whatever the unit of the images is.
def jeffreys_volume(x):
    """V for logistic regression with one weight."""
    w = np.linspace(-100, 100, 20_001)
    f = np.minimum(np.abs(w[:, None] * x), 700)
    squares = x**2 / np.cosh(f / 2) ** 2 / 4
    return np.trapezoid(np.sqrt(squares.mean(1)), w)
