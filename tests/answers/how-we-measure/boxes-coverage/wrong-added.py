# Adds standard deviations where variances add.
def box_coverage(runs, sd_box, sd_run):
    """Probability that mean ± 2 sd_run/√runs, from one box, contains µ."""
    error = sd_run / np.sqrt(runs)
    return 1 - 2 * norm.sf(2 * error / (sd_box + error))
