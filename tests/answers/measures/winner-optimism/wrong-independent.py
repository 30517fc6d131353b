# Leaves the shared images out of account.
def optimism(e, nets, images, r):
    """e less the mean share of mistakes of the best of `nets` networks."""
    k = np.arange(images)
    return e - np.sum(binom.sf(k, images, e) ** nets) / images
