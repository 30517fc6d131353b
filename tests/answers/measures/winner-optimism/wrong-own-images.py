# Divides by the images that tell networks apart.
def optimism(e, nets, images, r):
    """e less the mean share of mistakes of the best of `nets` networks."""
    total = 0.0
    for j in range(1, images + 1):
        least = np.sum(binom.sf(np.arange(j), j, e) ** nets)
        total += binom.pmf(j, images, 1 - r) * (e - least / j)
    return total
