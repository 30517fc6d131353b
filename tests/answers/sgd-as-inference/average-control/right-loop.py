# A loop, a third of the examples about the second weight.
def control(n):
    """Inputs [n, 2] and targets for which the average is no posterior."""
    x, y, sign = [], [], {0: 1, 1: 1}
    for k in range(n):
        about = int(k % 3 == 0)
        sign[about] *= -1
        x.append([1 - about, about])
        y.append(sign[about] * (1 + about))
    return x, y
