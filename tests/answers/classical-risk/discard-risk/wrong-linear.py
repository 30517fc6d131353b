# The standard deviation of the noise stands where its variance should.
def excess_risk(n, p, noise):
    if abs(n - p) <= 1:
        return np.inf
    return max(0, 1 - n / p) + noise * min(n, p) / (abs(n - p) - 1)
