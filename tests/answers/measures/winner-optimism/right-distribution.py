# The distribution of the least number of mistakes.
def optimism(e, nets, images, r):
    """e less the mean share of mistakes of the best of `nets` networks."""
    total = 0.0
    for j in range(images + 1):
        k = np.arange(j + 2)
        at_least = binom.sf(k - 1, j, e) ** nets
        least = k[:-1] @ (at_least[:-1] - at_least[1:])
        total += binom.pmf(j, images, 1 - r) * (j * e - least)
    return total / images
