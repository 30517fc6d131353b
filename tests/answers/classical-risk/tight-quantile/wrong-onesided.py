# Only one tail of the binomial gets the whole chance that is allowed.
def gap_quantile(n, hypotheses, delta):
    allowed = -np.expm1(np.log1p(-delta) / hypotheses)
    return binom.isf(allowed, n, 0.5) / n - 0.5
