# The two sides of the peak apart, by the mean of an inverse chi-square variable.
def excess_risk(n, p, noise):
    small, large = sorted((n, p))
    freedom = large - small + 1
    if freedom <= 2:
        return float("inf")
    inverse = sum(1 / (freedom - 2) for _ in range(small))
    missed = sum(1 / p for _ in range(n, p))
    return np.float64(missed + noise * noise * inverse)
