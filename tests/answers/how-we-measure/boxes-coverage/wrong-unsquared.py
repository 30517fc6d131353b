# Forgets to square the ratio of the standard deviations.
def box_coverage(runs, sd_box, sd_run):
    """Probability that mean ± 2 sd_run/√runs, from one box, contains µ."""
    return 1 - 2 * norm.sf(2 / np.sqrt(1 + runs * sd_box / sd_run))
