# Does not round up to a whole number of seeds.
def seeds_needed(distance, k, p):
    """Seeds, so that a claim k wide passes with chance p at |θ1 - θ0| = distance σ."""
    return ((k + norm.isf(p)) / distance) ** 2
