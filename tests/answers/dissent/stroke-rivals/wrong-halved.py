# Each example leaves half of them.
def rivals(P, N):
    """Mean number of sign vectors, bar the teacher, with N labels right."""
    return (2.0**P - 1) / 2.0**N
