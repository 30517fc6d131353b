# The union bound in place of the exact chance: too large a gap where delta is large.
def gap_quantile(n, hypotheses, delta):
    return binom.isf(delta / hypotheses / 2, n, 0.5) / n - 0.5
