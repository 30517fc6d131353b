# The commutator of A and D.
def swirl(A, D):
    """Area swept per unit of time in each plane, [j, k], at rest."""
    return (A @ D - D @ A) / 2
