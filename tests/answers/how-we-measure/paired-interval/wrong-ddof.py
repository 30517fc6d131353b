# Divides by S instead of S - 1 in the variance: the interval is too narrow.
def paired_interval(first, second, level=0.95):
    """Ends (low, high) of Student's interval for the mean of first - second."""
    first, second = np.asarray(first, float), np.asarray(second, float)
    if first.ndim != 1 or first.shape != second.shape or len(first) < 2:
        raise ValueError("first and second must be two lists of S >= 2 numbers")
    gap = first - second
    error = gap.std() / np.sqrt(len(gap))
    half = student.ppf((1 + level) / 2, len(gap) - 1) * error
    return gap.mean() - half, gap.mean() + half
