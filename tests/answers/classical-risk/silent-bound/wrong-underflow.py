# Clopper and Pearson's limit at delta / |H|, which is 0 for large classes: then 1.
from scipy.stats import beta


def risk_bound(errors, n, log_hypotheses, delta):
    if errors == n:
        return 1.0
    share = delta * np.exp(-log_hypotheses)
    return float(beta.isf(share, errors + 1, n - errors))
