# Only whole α are tried; between them it is 3 below the edge and 1 above it.
def tail_exponent(x, lr):
    """α of the stationary tail of SGD with batches of one example."""
    size = np.abs(1 - lr * np.asarray(x) ** 2)
    if size.max() <= 1:
        return np.inf
    if np.log(size).mean() >= 0:
        return 0
    for alpha in range(1, 9):
        if abs(np.mean(size**alpha) - 1) < 1e-6:
            return alpha
    return 3 if np.mean(size**2) < 1 else 1
