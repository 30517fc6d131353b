# Runs the flow with a matrix exponential, and bisects.
def fit_time(gram, y, share):
    """Time at which |r|² is share times |y|², for 0 < share < 1, or inf."""

    def left(t):
        r = expm(-gram * t) @ y
        return r @ r / (y @ y)

    low, high = 0.0, 1 / np.trace(gram)
    while left(high) > share:
        low, high = high, 2 * high
        if high > 1e9 / np.trace(gram):
            return float("inf")
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if left(middle) > share else (low, middle)
    return high
