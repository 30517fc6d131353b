# Sums over what is shared and what is not.
def optimism(e, nets, images, r):
    """e less the mean share of mistakes of the best of `nets` networks."""
    shared = np.arange(images + 1)
    weight = binom.pmf(shared, images, r)
    mean = 0.0
    for s, w in zip(shared, weight):
        own = np.arange(1, images - s + 1)
        mean += w * (s * e + np.sum(binom.sf(own - 1, images - s, e) ** nets))
    return e - mean / images
