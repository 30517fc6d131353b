# The equation for the cloud written out as a linear system.
def swirl(A, D):
    """Area swept per unit of time in each plane, [j, k], at rest."""
    n = len(A)
    one = np.eye(n)
    whole = np.kron(A, one) + np.kron(one, A)
    cloud = np.linalg.solve(whole, 2 * D.ravel()).reshape(n, n)
    return A @ cloud - D
