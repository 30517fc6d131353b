# The sum of squares is moved with the new residual in the place of the old.
def step(r, s, lr):
    """Residual and sum of squares after a step of gradient descent."""
    r = r * (1 - lr * s) + (lr * r) ** 2 * (1 + r)
    return r, s * (1 + (lr * r) ** 2) - 4 * lr * r * (1 + r)
