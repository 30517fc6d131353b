# Follows the flow for a long time, in the sum and the difference.
def end_point(u, v, s):
    """Weights (u, v) in which gradient flow on (u v - s)^2 / 2 ends."""

    def velocity(_, w):
        return (s - w[0] * w[1]) * w[::-1]

    far = solve_ivp(velocity, (0, 100), [u, v], rtol=1e-10, atol=1e-12)
    return tuple(far.y[:, -1])
