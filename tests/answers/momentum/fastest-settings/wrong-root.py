# The momentum is the rate itself, not its square.
def fastest(h_min, h_max):
    """Learning rate and momentum of the fastest heavy ball."""
    low, high = np.sqrt(h_min), np.sqrt(h_max)
    return 4 / (low + high) ** 2, (high - low) / (high + low)
