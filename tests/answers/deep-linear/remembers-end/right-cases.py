# Solves for u squared, and finds the sign from the start.
def end_point(u, v, s):
    """Weights (u, v) in which gradient flow on (u v - s)^2 / 2 ends."""
    gap = u**2 - v**2
    root = (gap**2 + 4 * s**2) ** 0.5
    if gap > 0:
        size = ((root + gap) / 2) ** 0.5
        end = size if u > 0 else -size
        return end, s / end
    size = ((root - gap) / 2) ** 0.5
    end = size if v > 0 else -size
    return s / end, end
