# Halves an interval of ln t.
def log_time(z, n, degrees):
    """ln t from which on w(t) is within so many degrees of w_hat."""
    w_hat, rho = straight(z, n)

    def angle(log_t):
        w = w_hat * log_t + rho
        across = w - (w @ w_hat) / (w_hat @ w_hat) * w_hat
        return np.degrees(
            np.arctan2(np.linalg.norm(across), w @ w_hat / np.linalg.norm(w_hat))
        )

    low, high = 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if angle(middle) > degrees else (low, middle)
    return high
