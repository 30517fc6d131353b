# Bisection by hand of the plain mean of |A|^α, summed in a loop.
def tail_exponent(x, lr):
    """α of the stationary tail of SGD with batches of one example."""
    sizes = [abs(1 - lr * value**2) for value in x]
    if max(sizes) <= 1:
        return float("inf")
    if min(sizes) > 0 and sum(np.log(size) for size in sizes) >= 0:
        return 0

    def excess(a):
        return sum(size**a for size in sizes) / len(sizes) - 1

    low, high = 0.0, 1.0
    while excess(high) < 0:
        low, high = high, 2 * high
    for _ in range(60):
        middle = (low + high) / 2
        if excess(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
