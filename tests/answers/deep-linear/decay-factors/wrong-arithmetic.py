# The arithmetic mean, which changes the product.
def cheapest(w, decays):
    """Factors with the product w and the least decay term."""
    left, s, right = np.linalg.svd(w, full_matrices=False)
    root = np.diag(s ** (1 / len(decays)))
    parts = [left @ root, *[root] * (len(decays) - 2), root @ right]
    return [p * np.sqrt(np.mean(decays) / d) for p, d in zip(parts, decays)]
