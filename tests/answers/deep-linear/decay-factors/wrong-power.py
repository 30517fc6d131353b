# Scales by the decay and not by its root.
def cheapest(w, decays):
    """Factors with the product w and the least decay term."""
    left, s, right = np.linalg.svd(w, full_matrices=False)
    root = np.diag(s ** (1 / len(decays)))
    mean = np.exp(np.log(decays).mean())
    parts = [left @ root, *[root] * (len(decays) - 2), root @ right]
    return [p * mean / d for p, d in zip(parts, decays)]
