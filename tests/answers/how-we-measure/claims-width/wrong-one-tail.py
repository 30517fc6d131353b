# Lets claims fail at one end only.
def claim_width(claims, rebuilds, p):
    """k, in standard errors, so that some claim fails with probability p."""
    each = 1 - (1 - p) ** (1 / (claims * rebuilds))
    return norm.isf(each)
