# The momentum comes first and the learning rate second.
def fastest(h_min, h_max):
    """Learning rate and momentum of the fastest heavy ball."""
    low, high = np.sqrt(h_min), np.sqrt(h_max)
    return ((high - low) / (high + low)) ** 2, 4 / (low + high) ** 2
