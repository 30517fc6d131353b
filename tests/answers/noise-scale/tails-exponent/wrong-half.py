# The exponent of δ², half of that of |δ|.
def tail_exponent(x, lr):
    """α of the stationary tail of SGD with batches of one example."""
    logs = np.log((1 - lr * np.asarray(x) ** 2) ** 2)
    if logs.max() <= 0:
        return np.inf
    if logs.mean() >= 0:
        return 0.0
    top = 1.0
    while logsumexp(top * logs) < np.log(len(logs)):
        top *= 2
    return brentq(lambda a: (logsumexp(a * logs) - np.log(len(logs))) / a, 1e-6, top)
