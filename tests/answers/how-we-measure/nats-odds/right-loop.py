# Sums image by image, and gets the variance from all squares about the mean.
def log_odds(log_p, log_q):
    """Sum over images of ln p - ln q, and its standard error, in nats."""
    gaps = [float(p) - float(q) for p, q in zip(log_p, log_q, strict=True)]
    n, total = len(gaps), sum(gaps)
    squares = sum((gap - total / n) ** 2 for gap in gaps)
    return total, (squares * n / (n - 1)) ** 0.5
