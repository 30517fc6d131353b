# Lyapunov's equation from SciPy, and a loop over the lags.
def average_covariance(A, noise, lr, window):
    """Covariance of the mean of `window` successive weights at rest."""
    from scipy.linalg import solve_discrete_lyapunov

    keep = np.eye(len(A)) - lr * A
    cloud = solve_discrete_lyapunov(keep, lr**2 * noise)
    total, memory = window * cloud, cloud
    for lag in range(1, window):
        memory = keep @ memory
        total = total + (window - lag) * (memory + memory.T)
    return total / window**2
