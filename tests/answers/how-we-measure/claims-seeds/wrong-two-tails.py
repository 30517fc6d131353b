# Halves p for two tails, where only one end of the interval is near.
def seeds_needed(distance, k, p):
    """Seeds, so that a claim k wide passes with chance p at |θ1 - θ0| = distance σ."""
    return int(np.ceil(((k + norm.isf(p / 2)) / distance) ** 2))
