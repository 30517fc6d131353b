# Adds up the gains of right and wrong labels, each with its own odds.
def most_gain(n, share):
    """Largest expected gain, in nats, on n labels at a share of flips."""
    each = 0.0
    for chance in (share, 1 - share):
        if chance > 0:
            each += chance * np.log(2 * chance)
    return n * each
