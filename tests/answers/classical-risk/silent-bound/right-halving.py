# Halves the interval from the share of errors to one, two hundred times.
def risk_bound(errors, n, log_hypotheses, delta):
    if errors == n:
        return np.float64(1)
    q, c = np.float64(errors / n), (log_hypotheses - np.log(delta)) / n
    entropy = xlogy(q, q) + xlogy(1 - q, 1 - q)
    low, high = q, np.float64(1)
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if entropy - xlogy(q, middle) - (1 - q) * np.log1p(-middle) <= c:
            low = middle
        else:
            high = middle
    return high
