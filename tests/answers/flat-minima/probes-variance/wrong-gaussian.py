# It takes no notice of the fourth moment: this is right for Gaussian probes only.
def probe_variance(h, fourth):
    """Variance of v'Hv, for entries of v with this fourth moment."""
    even = (h + h.T) / 2
    return 2 * (even**2).sum()
