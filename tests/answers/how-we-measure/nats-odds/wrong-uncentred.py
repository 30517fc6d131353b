# Does not subtract the mean, so that a steady lead counts as spread.
def log_odds(log_p, log_q):
    """Sum over images of ln p - ln q, and its standard error, in nats."""
    gap = np.asarray(log_p) - np.asarray(log_q)
    return gap.sum(), np.sqrt(np.sum(gap**2))
