# The joint covariance of weight and running sum, step by step.
def average_covariance(A, noise, lr, window):
    """Covariance of the mean of `window` successive weights at rest."""
    from scipy.linalg import solve_discrete_lyapunov

    keep = np.eye(len(A)) - lr * A
    cloud = solve_discrete_lyapunov(keep, lr**2 * noise)
    both, total = cloud, cloud  # <w s>, <s s>
    for _ in range(window - 1):
        both = keep @ both
        total = total + both + both.T + cloud
        both = both + cloud
    return total / window**2
