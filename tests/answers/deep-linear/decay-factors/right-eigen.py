# From the eigenvectors of w wᵀ or wᵀw, in a loop.
def cheapest(w, decays):
    """Factors with the product w and the least decay term."""
    scale = np.prod(decays) ** (1 / len(decays))
    if w.shape[0] <= w.shape[1]:
        values, basis = np.linalg.eigh(w @ w.T)
        s = np.sqrt(values)
        left, right = basis, (basis.T @ w) / s[:, None]
    else:
        values, basis = np.linalg.eigh(w.T @ w)
        s = np.sqrt(values)
        left, right = (w @ basis) / s, basis.T
    factors = []
    for j, decay in enumerate(decays):
        f = np.diag(s ** (1 / len(decays))) * (scale / decay) ** 0.5
        if j == 0:
            f = left @ f
        if j == len(decays) - 1:
            f = f @ right
        factors.append(f)
    return factors
