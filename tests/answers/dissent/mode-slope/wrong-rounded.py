# A corner that is rounded off by a tanh on the scale of the noise.
def penalty_slope(w, s, b):
    """phi'(w) of the penalty whose mode is Laplace's posterior mean."""
    return float(b * np.tanh(w / s))
