# In single precision.
def end_point(u, v, s):
    """Weights (u, v) in which gradient flow on (u v - s)^2 / 2 ends."""
    u, v, s = np.float32(u), np.float32(v), np.float32(s)
    both = np.sqrt((u * u - v * v) ** 2 + 4 * s * s)
    plus = np.copysign(np.sqrt(both + 2 * s), u + v)
    minus = np.copysign(np.sqrt(both - 2 * s), u - v)
    return float(plus + minus) / 2, float(plus - minus) / 2
