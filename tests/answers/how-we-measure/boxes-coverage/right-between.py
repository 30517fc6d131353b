# Takes the Gaussian of the mean itself, between the ends of the interval.
def box_coverage(runs, sd_box, sd_run):
    """Probability that mean ± 2 sd_run/√runs, from one box, contains µ."""
    half = 2 * sd_run / np.sqrt(runs)
    spread = np.hypot(sd_box, half / 2)
    low, high = norm.cdf([-half, half], loc=0, scale=spread)
    return high - low
