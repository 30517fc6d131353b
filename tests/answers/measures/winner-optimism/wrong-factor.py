# The independent optimism, times a root.
def optimism(e, nets, images, r):
    """e less the mean share of mistakes of the best of `nets` networks."""
    k = np.arange(images)
    alone = e - np.sum(binom.sf(k, images, e) ** nets) / images
    return alone * np.sqrt(1 - r)
