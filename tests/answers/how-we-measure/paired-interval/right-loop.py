# Sums over pairs in a loop, and takes the quantile from the upper tail.
def paired_interval(first, second, level=0.95):
    """Ends (low, high) of Student's interval for the mean of first - second."""
    if np.ndim(first) != 1 or np.ndim(second) != 1:
        raise ValueError("lists of numbers are needed")
    if len(first) != len(second) or len(first) == 1 or len(first) == 0:
        raise ValueError("as many errors of one as of the other, and two at least")
    count, total = len(first), 0.0
    for one, other in zip(first, second, strict=True):
        total += one - other
    mean = total / count
    squares = 0.0
    for one, other in zip(first, second, strict=True):
        squares += (one - other - mean) ** 2
    error = (squares / (count - 1) / count) ** 0.5
    quantile = student.isf((1 - level) / 2, count - 1)
    return np.array([mean - quantile * error, mean + quantile * error])
