# It solves the least-distance problem as Lawson and Hanson do, without a Gram matrix.
def shortest_wrong(x, y, x_new, y_new):
    """The shortest w [P] with x w = y and y_new (x_new w) <= 0."""
    shortest = np.linalg.pinv(x) @ y
    rest = x_new - (x_new @ np.linalg.pinv(x)) @ x
    harm, needed = -y_new[:, None] * rest, y_new * (x_new @ shortest)
    rows = np.vstack([harm.T, needed])
    target = np.zeros(len(rows))
    target[-1] = 1
    push = nnls(rows, target)[0]
    return shortest + harm.T @ push / (1 - needed @ push)
