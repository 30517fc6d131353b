# It returns the sum of squares before the residual.
def step(r, s, lr):
    """Residual and sum of squares after a step of gradient descent."""
    kick = (lr * r) ** 2
    return s * (1 + kick) - 4 * lr * r * (1 + r), r * (1 - lr * s) + kick * (1 + r)
