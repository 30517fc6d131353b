# Balanced factors, whatever the decays.
def cheapest(w, decays):
    """Factors with the product w and the least decay term."""
    left, s, right = np.linalg.svd(w, full_matrices=False)
    root = np.diag(s ** (1 / len(decays)))
    return [left @ root, *[root] * (len(decays) - 2), root @ right]
