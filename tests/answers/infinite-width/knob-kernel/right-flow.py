# Follows the weights by a solver, until nothing moves.
def last_kernel(w1, w2, y, alpha):
    """Tangent kernel where gradient flow from w1, w2 has fitted y."""

    def velocity(_, w):
        return (y / alpha - w[0] * w[1] + w1 * w2) * np.array([w[1], w[0]])

    end = solve_ivp(velocity, (0, 1e3), [w1, w2], method="Radau", rtol=1e-8, atol=1e-9)
    return end.y[:, -1] @ end.y[:, -1]
