# The eigenvectors of A's symmetric part, as if A were symmetric.
def swirl(A, D):
    """Area swept per unit of time in each plane, [j, k], at rest."""
    a, axes = np.linalg.eigh((A + A.T) / 2)
    cloud = axes @ (2 * (axes.T @ D @ axes) / (a[:, None] + a)) @ axes.T
    return (A @ cloud - cloud @ A.T) / 2
