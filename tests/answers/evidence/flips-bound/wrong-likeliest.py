# Forgets the labels that the bet gets wrong.
def most_gain(n, share):
    """Largest expected gain, in nats, on n labels at a share of flips."""
    return n * np.log(2 * max(share, 1 - share))
