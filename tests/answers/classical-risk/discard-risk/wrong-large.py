# The limit of large n and p, without the one in the denominator.
def excess_risk(n, p, noise):
    if abs(n - p) <= 1:
        return np.inf
    return max(0, 1 - n / p) + noise**2 * min(n, p) / abs(n - p)
