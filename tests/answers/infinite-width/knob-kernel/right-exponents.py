# The sum of the weights grows by a factor by which their difference falls.
def last_kernel(w1, w2, y, alpha):
    """Tangent kernel where gradient flow from w1, w2 has fitted y."""
    plus, minus = (w1 + w2) ** 2, (w1 - w2) ** 2
    goal = 4 * (w1 * w2 + y / alpha)
    if plus == 0 or minus == 0:
        return abs(goal) / 2
    grown = brentq(lambda at: plus * np.exp(at) - minus * np.exp(-at) - goal, -50, 50)
    return (plus * np.exp(grown) + minus * np.exp(-grown)) / 2
