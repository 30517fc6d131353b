# No current.
def swirl(A, D):
    """Area swept per unit of time in each plane, [j, k], at rest."""
    return np.zeros_like(A)
