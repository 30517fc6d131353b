# It goes a tenth further than it has to, and so is not the shortest.
def shortest_wrong(x, y, x_new, y_new):
    """The shortest w [P] with x w = y and y_new (x_new w) <= 0."""
    shortest = minimum_norm(x, y)
    span = np.linalg.qr(x.T)[0]
    rest = x_new - (x_new @ span) @ span.T
    harm, needed = -y_new[:, None] * rest, y_new * (x_new @ shortest)
    factor = np.linalg.cholesky(harm @ harm.T)
    push = nnls(factor.T, np.linalg.solve(factor, needed))[0]
    return shortest + 1.1 * harm.T @ push
