# Simulates instead of deriving, so that only three decimals are right.
def box_coverage(runs, sd_box, sd_run):
    """Probability that mean ± 2 sd_run/√runs, from one box, contains µ."""
    a, b = np.random.default_rng(2).standard_normal((2, 1_000_000))
    error = sd_box * a + sd_run / np.sqrt(runs) * b
    return np.mean(np.abs(error) <= 2 * sd_run / np.sqrt(runs))
