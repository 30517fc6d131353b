# Takes the sum of the squares to be conserved.
def end_point(u, v, s):
    """Weights (u, v) in which gradient flow on (u v - s)^2 / 2 ends."""
    total = max(u * u + v * v, 2 * abs(s))
    plus = np.sign(u + v) * np.sqrt(total + 2 * s)
    minus = np.sign(u - v) * np.sqrt(total - 2 * s)
    return (plus + minus) / 2, (plus - minus) / 2
