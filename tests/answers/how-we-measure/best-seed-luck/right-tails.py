# Integrates the two tails of the distribution function instead of the density.
def luck(k):
    """c_K: expected largest of k independent standard Gaussians."""
    return quad(lambda x: 1 - norm.cdf(x) ** k - norm.cdf(-x) ** k, 0, 12)[0]
