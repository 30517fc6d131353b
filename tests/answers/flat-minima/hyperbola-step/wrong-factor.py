# The mixed terms of the two squares are counted once, so that 4 becomes 2.
def step(r, s, lr):
    """Residual and sum of squares after a step of gradient descent."""
    kick = (lr * r) ** 2
    return r * (1 - lr * s) + kick * (1 + r), s * (1 + kick) - 2 * lr * r * (1 + r)
