# Hoeffding's inequality, cut off at one, in place of the divergence.
def risk_bound(errors, n, log_hypotheses, delta):
    c = (log_hypotheses - np.log(delta)) / n
    return min(1.0, errors / n + np.sqrt(c / 2))
