# The book's own count, which is for Gaussian inputs.
def rivals(P, N):
    """Mean number of sign vectors, bar the teacher, with N labels right."""
    from lib.perceptron import expected_counts

    return float(expected_counts(P, N)[0, 1:].sum()) if N else 2.0**P - 1
