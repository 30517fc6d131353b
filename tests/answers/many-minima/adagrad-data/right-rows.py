# It fills row after row, with the own features in front and the constant at the end.
def make_data(d, n, own=4.0):
    """Inputs [n, P], labels [n], +1, +1, +1, -1, …: AdaGrad beats GD."""
    x, y = np.zeros((n, n + d + 1)), np.ones(n)
    for i in range(n):
        if i % 4 == 3:
            y[i] = -1
        x[i, i] = own if y[i] > 0 else own + 2
        x[i, n : n + d] = y[i] * 2 / d
        x[i, -1] = 1
    return x, y
