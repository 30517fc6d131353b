# Adds the variances of the two models as if they saw different images.
def log_odds(log_p, log_q):
    """Sum over images of ln p - ln q, and its standard error, in nats."""
    log_p, log_q = np.asarray(log_p), np.asarray(log_q)
    variance = log_p.var(ddof=1) + log_q.var(ddof=1)
    return log_p.sum() - log_q.sum(), np.sqrt(len(log_p) * variance)
