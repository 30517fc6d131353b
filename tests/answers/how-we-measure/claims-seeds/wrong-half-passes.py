# Puts the rival at the end of the interval, where half of the claims pass.
def seeds_needed(distance, k, p):
    """Seeds, so that a claim k wide passes with chance p at |θ1 - θ0| = distance σ."""
    return int(np.ceil((k / distance) ** 2))
