# The rise time, for every share.
def time_to(share, s, start):
    """When the mode of strength s, from `start`, has reached share * s."""
    return np.log(9) / s
