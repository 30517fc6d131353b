# The bound of part 1.
def optimism(e, nets, images, r):
    """e less the mean share of mistakes of the best of `nets` networks."""
    return np.sqrt(2 * e * (1 - e) * np.log(nets) * (1 - r) / images)
