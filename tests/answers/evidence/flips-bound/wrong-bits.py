# Counts in bits, not in nats.
def most_gain(n, share):
    """Largest expected gain, in nats, on n labels at a share of flips."""
    chances = np.array([share, 1 - share])
    chances = chances[chances > 0]
    return n * (1 + np.sum(chances * np.log2(chances)))
