# Bisects ln m between two bounds instead of taking Newton's steps.
def laplace_orthogonal(squares, decay):
    """Laplace's E in nats for orthogonal images of these squared norms."""
    goal = np.log(np.asarray(squares, float)) - np.log(decay)
    high = np.minimum(goal - np.log(2), np.log(np.maximum(goal, 1)))
    low = goal - np.logaddexp(0, np.exp(high))
    for _ in range(52):
        middle = (low + high) / 2
        above = middle + np.logaddexp(0, np.exp(middle)) > goal
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    m = np.exp((low + high) / 2)
    right = np.exp(-np.logaddexp(0, -m))
    cost = np.logaddexp(0, -m) + m * np.exp(-np.logaddexp(0, m)) / 2
    return np.sum(cost + np.log(1 + m * right) / 2 - np.log(2))
