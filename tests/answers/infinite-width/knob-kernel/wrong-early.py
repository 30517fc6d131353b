# Stops the flow after one time constant of the start.
def last_kernel(w1, w2, y, alpha):
    """Tangent kernel where gradient flow from w1, w2 has fitted y."""

    def velocity(_, w):
        return (y / alpha - w[0] * w[1] + w1 * w2) * w[::-1]

    late = 1 / (w1**2 + w2**2)
    end = solve_ivp(velocity, (0, late), [w1, w2], rtol=1e-8).y[:, -1]
    return end @ end
