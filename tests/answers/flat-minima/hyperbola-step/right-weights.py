# It finds two weights with this residual and sum of squares, and moves those.
def step(r, s, lr):
    """Residual and sum of squares after a step of gradient descent."""
    product = 1 + r
    a = np.sqrt((s + np.sqrt(max(s**2 - 4 * product**2, 0))) / 2)
    b = product / a if a > 0 else 0.0
    a, b = a - lr * r * b, b - lr * r * a
    return np.array([a * b - 1, a**2 + b**2])
