# It drops the sign of the drift, so that one direction takes a negative time.
def travel_steps(x, rate, sigma, start, end):
    """Mean steps of label-noise SGD from angle start to angle end."""

    def pace(phi):
        h = 4 * x[0] * (x[0] * np.cos(phi) ** 2 + x[1] * np.sin(phi) ** 2)
        tick = 4 * rate**2 * abs(x[1] - x[0]) * sigma**2 / (2 - rate * h)
        return (np.tan(phi) / x[0] + 1 / np.tan(phi) / x[1]) / tick

    return quad(pace, start, end)[0]
