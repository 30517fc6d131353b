# The exponential of a single layer.
def time_to(share, s, start):
    """When the mode of strength s, from `start`, has reached share * s."""
    return np.log((s - start) / (s - share * s))
