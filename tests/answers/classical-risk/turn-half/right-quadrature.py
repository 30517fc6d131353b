# Has a quadrature and a bisection of its own.
def _chance(log_scale, t=0.99):
    square = np.sqrt(0.1 / (1 + t**2))
    bar = 0.5 * np.log(1 - t * square) - np.log(square) / (2 * t)
    bar += (1 / t - 1) * log_scale
    u = np.linspace(-20, 3, 4601)
    density = np.sqrt(2 / np.pi) * np.exp(u - np.exp(2 * u) / 2)
    return 0.005 * density @ erfc(np.exp(bar + u / t) / np.sqrt(2))


low, high = -300.0, 1.0
while high - low > 1e-6:
    middle = (low + high) / 2
    if _chance(middle * np.log(10)) > 0.5:
        low = middle
    else:
        high = middle
answer_exponent = np.float64(low)
