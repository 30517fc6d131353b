# Bisection of the spectral radius of a step of weight and velocity.
def nesterov_limit(curvature, momentum):
    """The learning rate above which nesterov=True diverges."""

    def radius(lr):
        h, m = curvature, momentum
        step = [[1 - lr * (1 + m) * h, -lr * m**2], [h, m]]
        return np.abs(np.linalg.eigvals(np.array(step))).max()

    low, high = 0.0, 4 / curvature
    for _ in range(60):
        middle = (low + high) / 2
        if radius(middle) < 1:
            low = middle
        else:
            high = middle
    return (low + high) / 2
