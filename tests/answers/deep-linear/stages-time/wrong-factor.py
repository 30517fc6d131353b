# Leaves out the factor 2 of two layers.
def time_to(share, s, start):
    """When the mode of strength s, from `start`, has reached share * s."""
    return np.log(share / (1 - share) * (s - start) / start) / s
