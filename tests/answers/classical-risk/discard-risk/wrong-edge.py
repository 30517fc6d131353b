# Finite at N = p - 1, where the expectation is infinite.
def excess_risk(n, p, noise):
    if n < p:
        return 1 - n / p + noise**2 * n / max(p - n - 1, 1)
    return noise**2 * p / (n - p - 1) if n > p + 1 else np.inf
