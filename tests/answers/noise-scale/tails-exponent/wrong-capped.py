# It looks no further than 8, and returns that where there is more or no solution.
def tail_exponent(x, lr):
    """α of the stationary tail of SGD with batches of one example."""
    logs = np.log(np.abs(1 - lr * np.asarray(x) ** 2))
    if logs.mean() >= 0:
        return 0.0

    def slope(a):
        return (logsumexp(a * logs) - np.log(len(logs))) / a

    return brentq(slope, 1e-6, 8) if slope(8) > 0 else 8.0
