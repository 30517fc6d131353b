# The discrete Lyapunov equation, from SciPy.
def rest_variance(curvature, lr):
    """Variance of a Langevin chain at rest on a quadratic."""
    from scipy.linalg import solve_discrete_lyapunov

    keep = np.array([[1 - lr * curvature]])
    return solve_discrete_lyapunov(keep, np.array([[2 * lr]])).item()
