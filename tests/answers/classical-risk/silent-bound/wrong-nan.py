# Solves for any number of errors up to p = 1, and is NaN where it finds no root.
def risk_bound(errors, n, log_hypotheses, delta):
    q, c = errors / n, (log_hypotheses - np.log(delta)) / n

    def excess(p):
        return xlogy(q, q / p) + xlogy(1 - q, (1 - q) / (1 - p)) - c

    try:
        return brentq(excess, max(q, 1e-12), 1 - 1e-12)
    except ValueError:
        return np.nan
