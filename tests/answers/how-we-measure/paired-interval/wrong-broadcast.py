# Pairs a single error with every error of the other list instead of refusing it.
def paired_interval(first, second, level=0.95):
    """Ends (low, high) of Student's interval for the mean of first - second."""
    gap = np.asarray(first, float) - np.asarray(second, float)
    if gap.size < 2:
        raise ValueError("at least two pairs are needed")
    error = gap.std(ddof=1) / np.sqrt(gap.size)
    half = student.ppf((1 + level) / 2, gap.size - 1) * error
    return gap.mean() - half, gap.mean() + half
