# D instead of 2 D in the equation for the cloud.
def swirl(A, D):
    """Area swept per unit of time in each plane, [j, k], at rest."""
    from scipy.linalg import solve_continuous_lyapunov

    cloud = solve_continuous_lyapunov(A, D)
    return (A @ cloud - cloud @ A.T) / 2
