# The fit that is nearest to the start, as in a linear model.
def end_point(u, v, s):
    """Weights (u, v) in which gradient flow on (u v - s)^2 / 2 ends."""

    def far(a):
        return (a - u) ** 2 + (s / a - v) ** 2

    found = [minimize(lambda x: far(x[0]), [a]) for a in (-1.0, -0.3, 0.3, 1.0)]
    a = min(found, key=lambda f: f.fun).x[0]
    return a, s / a
