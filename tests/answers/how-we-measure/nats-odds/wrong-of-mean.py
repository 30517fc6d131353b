# Gives the standard error of the mean over images, not that of the sum.
def log_odds(log_p, log_q):
    """Sum over images of ln p - ln q, and its standard error, in nats."""
    gap = np.asarray(log_p) - np.asarray(log_q)
    return gap.sum(), gap.std(ddof=1) / np.sqrt(len(gap))
