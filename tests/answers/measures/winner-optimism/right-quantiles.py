# Integrates the quantiles of the least of many uniform numbers.
def optimism(e, nets, images, r):
    """e less the mean share of mistakes of the best of `nets` networks."""
    total = 0.0
    for j in range(images + 1):
        # The least is the quantile of a number whose tail is (1 - u)**nets.
        steps = np.r_[
            0,
            -np.expm1(
                nets
                * np.log1p(-np.minimum(binom.cdf(np.arange(j + 1), j, e), 1 - 1e-16))
            ),
        ]
        steps[-1] = 1
        least = np.arange(j + 1) @ np.diff(steps)
        total += binom.pmf(j, images, 1 - r) * (j * e - least)
    return total / images
