# Ignores that the book is rebuilt.
def claim_width(claims, rebuilds, p):
    """k, in standard errors, so that some claim fails with probability p."""
    each = 1 - (1 - p) ** (1 / claims)
    return norm.isf(each / 2)
