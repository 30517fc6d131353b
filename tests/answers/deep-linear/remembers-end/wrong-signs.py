# Forgets that the sum and the difference may be negative.
def end_point(u, v, s):
    """Weights (u, v) in which gradient flow on (u v - s)^2 / 2 ends."""
    both = np.hypot(u * u - v * v, 2 * s)
    plus, minus = np.sqrt(both + 2 * s), np.sqrt(both - 2 * s)
    return (plus + minus) / 2, (plus - minus) / 2
