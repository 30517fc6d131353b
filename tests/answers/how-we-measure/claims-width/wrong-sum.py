# Adds the numbers of claims and of rebuilds less one, instead of multiplying.
def claim_width(claims, rebuilds, p):
    """k, in standard errors, so that some claim fails with probability p."""
    tests = claims + rebuilds - 1
    return norm.isf(p / tests / 2)
