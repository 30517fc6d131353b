# One by one, as a list.
def decay_like(h, t):
    """Decay [d] that does to eigenvalues h [d] what stopping at t does."""
    found = []
    for one in h:
        if one * t < 1e-9:
            found.append(1 / t)
        else:
            share = -np.expm1(-one * t)
            found.append(one * (1 - share) / share)
    return found
