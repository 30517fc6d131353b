# Rounds down, so that the claim passes a little more often than p.
def seeds_needed(distance, k, p):
    """Seeds, so that a claim k wide passes with chance p at |θ1 - θ0| = distance σ."""
    return int(((k + norm.isf(p)) / distance) ** 2)
