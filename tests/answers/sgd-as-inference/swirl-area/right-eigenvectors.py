# In the eigenvectors of A, which may be complex.
def swirl(A, D):
    """Area swept per unit of time in each plane, [j, k], at rest."""
    a, axes = np.linalg.eig(A)
    back = np.linalg.inv(axes)
    cloud = axes @ (2 * (back @ D @ back.T) / (a[:, None] + a)) @ axes.T
    return (A @ cloud.real) - D
