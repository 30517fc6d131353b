# A loop over the steps, with a learning rate that cancels.
def ratio(path, origin):
    """Left side of Yaida's relation over the right, with this origin."""
    lr, left, right = 0.1, 0.0, 0.0
    for here, there in zip(path[:-1], path[1:]):
        g = (here - there) / lr
        left += float(np.dot(here - origin, g))
        right += lr / 2 * float(np.dot(g, g))
    return left / right
