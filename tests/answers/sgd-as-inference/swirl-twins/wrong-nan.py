# Not numbers.
def twins(omega):
    """A and D of two systems with one current, the first with a period."""
    return (np.full((2, 2), np.nan),) * 4
