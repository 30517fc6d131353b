# Uses the union bound, which keeps failures at p or a little below.
def claim_width(claims, rebuilds, p):
    """k, in standard errors, so that some claim fails with probability p."""
    return -norm.ppf(p / (2 * claims * rebuilds))
