# Knows c_K for four values of K and nothing of the others.
def luck(k):
    """c_K: expected largest of k independent standard Gaussians."""
    known = {1: 0.0, 2: 0.5641895835, 5: 1.1629644736, 20: 1.8674750598}
    return known.get(k, np.nan)
