# Takes the next of 2,000 values above the root wherever there are errors.
def risk_bound(errors, n, log_hypotheses, delta):
    q, c = errors / n, (log_hypotheses - np.log(delta)) / n
    if errors == 0:
        return -np.expm1(-c)
    p = np.arange(1, 2000) / 2000
    kl = xlogy(q, q / p) + xlogy(1 - q, (1 - q) / (1 - p))
    above = p[(p > q) & (kl >= c)]
    top = above[0] if len(above) else 1.0
    return float(min(top, max(q + np.sqrt(c / 2), -np.expm1(-c))))
