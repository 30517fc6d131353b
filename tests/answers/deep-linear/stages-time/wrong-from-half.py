# Counted from the half-time.
def time_to(share, s, start):
    """When the mode of strength s, from `start`, has reached share * s."""
    return np.log(share / (1 - share)) / (2 * s)
