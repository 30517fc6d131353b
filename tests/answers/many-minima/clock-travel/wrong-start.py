# The curvature is taken at the first angle for the whole way.
def travel_steps(x, rate, sigma, start, end):
    """Mean steps of label-noise SGD from angle start to angle end."""

    def clock(phi):
        return np.log(np.cos(phi)) / x[0] - np.log(np.sin(phi)) / x[1]

    h = 4 * x[0] * (x[0] * np.cos(start) ** 2 + x[1] * np.sin(start) ** 2)
    tick = 4 * rate**2 * sigma**2 * (x[1] - x[0]) / (2 - rate * h)
    return (clock(end) - clock(start)) / tick
