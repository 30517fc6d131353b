# Growth as if the strength were far away.
def time_to(share, s, start):
    """When the mode of strength s, from `start`, has reached share * s."""
    return np.log(share * s / start) / (2 * s)
