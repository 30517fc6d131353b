# A loop over the examples, and the mean square of a step's factor and kick.
def exact_variance(x, y, lr, batch_size):
    """Stationary variance of the weight under SGD."""
    n = len(x)
    best = sum(x[i] * y[i] for i in range(n)) / sum(x[i] ** 2 for i in range(n))
    first = second = noise = 0.0
    for i in range(n):
        first += x[i] ** 2 / n
        second += x[i] ** 4 / n
        noise += (x[i] * (y[i] - x[i] * best)) ** 2 / n
    shrinks = 2 * first - lr * first**2
    grows = lr * (second - first**2) / batch_size
    if grows >= shrinks:
        return float("inf")
    return lr * noise / batch_size / (shrinks - grows)
