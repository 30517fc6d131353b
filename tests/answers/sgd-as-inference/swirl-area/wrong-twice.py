# Twice the area.
def swirl(A, D):
    """Area swept per unit of time in each plane, [j, k], at rest."""
    from scipy.linalg import solve_continuous_lyapunov

    cloud = solve_continuous_lyapunov(A, 2 * D)
    return A @ cloud - cloud @ A.T
