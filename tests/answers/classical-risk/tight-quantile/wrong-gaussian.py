# A Gaussian with continuity correction for the binomial: off by a count in the tail.
def gap_quantile(n, hypotheses, delta):
    allowed = -np.expm1(np.log1p(-delta) / hypotheses)
    z = np.sqrt(2) * brentq(lambda x: erfc(x) - allowed, 0, 26)
    return np.ceil(n / 2 - 0.5 + z * np.sqrt(n) / 2) / n - 0.5
