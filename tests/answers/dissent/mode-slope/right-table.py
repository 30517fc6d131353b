# Reads the inverse off a table.
def penalty_slope(w, s, b):
    """phi'(w) of the penalty whose mode is Laplace's posterior mean."""
    at = np.linspace(w - b * s * s, w + b * s * s, 401)
    means = [np.dot(*posterior(a, s, b)) for a in at]
    return (np.interp(w, means, at) - w) / s**2
