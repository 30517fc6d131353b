# With the Gaussian's distribution function, and a fixed point.
def penalty_slope(w, s, b):
    """phi'(w) of the penalty whose mode is Laplace's posterior mean."""
    from scipy.special import expit, log_ndtr

    def sign(a):
        up = log_ndtr((a - b * s * s) / s) - a * b
        down = log_ndtr(-(a + b * s * s) / s) + a * b
        return 2 * expit(up - down) - 1

    low, high = -1.0, 1.0
    for halving in range(60):
        middle = (low + high) / 2
        if sign(w + s * s * b * middle) > middle:
            low = middle
        else:
            high = middle
    return b * low
