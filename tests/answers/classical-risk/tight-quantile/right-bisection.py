# Halves an interval of counts, on the logarithm of the chance, and returns a scalar.
def gap_quantile(n, hypotheses, delta):
    low, high = (n - 1) // 2, n
    while high - low > 1:
        middle = (low + high) // 2
        outside = 2 * binom.sf(middle, n, 0.5)
        if hypotheses * np.log1p(-min(outside, 1 - 1e-16)) >= np.log1p(-delta):
            high = middle
        else:
            low = middle
    return np.float64(high) / n - 0.5
