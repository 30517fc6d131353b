# Subtracts one tail instead of two.
def box_coverage(runs, sd_box, sd_run):
    """Probability that mean ± 2 sd_run/√runs, from one box, contains µ."""
    return norm.cdf(2 / np.sqrt(1 + runs * (sd_box / sd_run) ** 2))
