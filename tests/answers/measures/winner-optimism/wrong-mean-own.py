# As many images of their own as there are on average.
def optimism(e, nets, images, r):
    """e less the mean share of mistakes of the best of `nets` networks."""
    own = round(images * (1 - r))
    k = np.arange(own)
    return (own * e - np.sum(binom.sf(k, own, e) ** nets)) / images
