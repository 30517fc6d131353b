# Where the mean of |A| is one, which is not where chains diverge.
def size(lr):
    """E|1 - ε x²| - 1 for standard Gaussian x, by a sum."""
    x = np.arange(-10, 10, 1e-4)
    density = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return np.sum(abs(1 - lr * x**2) * density) * 1e-4 - 1


answer_edge = brentq(size, 0.5, 5)
print(answer_edge)
