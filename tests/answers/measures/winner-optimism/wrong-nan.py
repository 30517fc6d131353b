# Not a number.
def optimism(e, nets, images, r):
    """e less the mean share of mistakes of the best of `nets` networks."""
    return np.nan
