# Draws networks and images.
def optimism(e, nets, images, r):
    """e less the mean share of mistakes of the best of `nets` networks."""
    rng = np.random.default_rng(2)
    own = rng.binomial(images, 1 - r, 6000)
    least = rng.binomial(own[:, None], e, (6000, nets)).min(1)
    return (own * e - least).mean() / images
