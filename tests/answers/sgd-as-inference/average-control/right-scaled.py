# Inputs of other sizes and signs, and a true weight.
def control(n):
    """Inputs [n, 2] and targets for which the average is no posterior."""
    k = np.arange(n)
    first = k < n // 2
    x = np.stack([np.where(first, 3.0, 0), np.where(first, 0, -2.0)], 1)
    residual = np.where(k % 2 == 0, 1.0, -1.0) * np.where(first, 1, 2)
    return x, x @ [5.0, -7.0] + residual
