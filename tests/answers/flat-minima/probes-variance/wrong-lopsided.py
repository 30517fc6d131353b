# It takes the entries of h as they are, as if h were symmetric.
def probe_variance(h, fourth):
    """Variance of v'Hv, for entries of v with this fourth moment."""
    diagonal = np.diag(h)
    rest = (h**2).sum() - (diagonal**2).sum()
    return (fourth - 1) * (diagonal**2).sum() + 2 * rest
