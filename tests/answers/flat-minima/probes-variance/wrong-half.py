# Each pair of entries off the diagonal is counted once, so that their part is halved.
def probe_variance(h, fourth):
    """Variance of v'Hv, for entries of v with this fourth moment."""
    even = (h + h.T) / 2
    diagonal = np.diag(even)
    return (fourth - 1) * (diagonal**2).sum() + 2 * (np.triu(even, 1) ** 2).sum()
