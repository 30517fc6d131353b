# Forgets the factor K of the density of the largest.
def luck(k):
    """c_K: expected largest of k independent standard Gaussians."""
    return quad(lambda x: x * norm.pdf(x) * norm.cdf(x) ** (k - 1), -10, 10)[0]
