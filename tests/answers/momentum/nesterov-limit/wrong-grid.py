# Learning rates tried on a coarse grid: up to two per cent off, and not derived.
def nesterov_limit(curvature, momentum):
    """The learning rate above which nesterov=True diverges."""
    for step in np.arange(0.02, 4, 0.02):
        q = 1 - step
        roots = np.roots([1, -(1 + momentum) * q, momentum * q])
        if abs(roots).max() > 1 + 1e-9:
            return step / curvature
