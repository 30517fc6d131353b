# The antisymmetric part of the drift alone.
def swirl(A, D):
    """Area swept per unit of time in each plane, [j, k], at rest."""
    return (A - A.T) / 2
