# Is not a number where the share is 0 or 1.
def most_gain(n, share):
    """Largest expected gain, in nats, on n labels at a share of flips."""
    share = np.float64(share)
    chances = np.array([share, 1 - share])
    return n * (np.log(2) + np.sum(chances * np.log(chances)))
