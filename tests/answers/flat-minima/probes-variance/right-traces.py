# It writes the variance with two traces and the fourth cumulant.
def probe_variance(h, fourth):
    """Variance of v'Hv, for entries of v with this fourth moment."""
    variance = np.trace(h @ h.T) + np.trace(h @ h)
    for entry in np.diag(h):
        variance += (fourth - 3) * entry**2
    return variance
