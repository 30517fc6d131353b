# One table of tails, image by image.
def optimism(e, nets, images, r):
    """e less the mean share of mistakes of the best of `nets` networks."""
    law, total = np.ones(1), 0.0
    for j in range(images + 1):
        at_least = law[::-1].cumsum()[::-1]
        least = np.sum(np.minimum(at_least[1:], 1) ** nets)
        total += binom.pmf(j, images, 1 - r) * (j * e - least)
        law = np.convolve(law, [1 - e, e])
    return total / images
