# All of w in the first factor.
def cheapest(w, decays):
    """Factors with the product w and the least decay term."""
    left, s, right = np.linalg.svd(w, full_matrices=False)
    eye = np.eye(len(s))
    return [left * s, *[eye] * (len(decays) - 2), right]
