# Gives the median of the largest, not its mean.
def luck(k):
    """c_K: expected largest of k independent standard Gaussians."""
    return norm.ppf(0.5 ** (1 / k))
