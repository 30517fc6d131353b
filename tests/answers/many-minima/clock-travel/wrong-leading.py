# It is the leading order, for learning rates at which εh is small.
def travel_steps(x, rate, sigma, start, end):
    """Mean steps of label-noise SGD from angle start to angle end."""

    def clock(phi):
        return np.log(np.cos(phi)) / x[0] - np.log(np.sin(phi)) / x[1]

    return (clock(end) - clock(start)) / (2 * rate**2 * sigma**2 * (x[1] - x[0]))
