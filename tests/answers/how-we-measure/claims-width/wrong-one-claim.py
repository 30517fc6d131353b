# Gives the width at which a single claim fails with probability p.
def claim_width(claims, rebuilds, p):
    """k, in standard errors, so that some claim fails with probability p."""
    return norm.isf(p / 2)
