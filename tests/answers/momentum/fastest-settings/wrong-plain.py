# The fastest plain SGD, without momentum.
def fastest(h_min, h_max):
    """Learning rate and momentum of the fastest heavy ball."""
    return 2 / (h_min + h_max), 0.0
