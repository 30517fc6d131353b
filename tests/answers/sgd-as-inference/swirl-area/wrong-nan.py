# Not numbers.
def swirl(A, D):
    """Area swept per unit of time in each plane, [j, k], at rest."""
    return np.full(A.shape, np.nan)
