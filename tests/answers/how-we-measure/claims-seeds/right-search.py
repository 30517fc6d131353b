# Doubles and then bisects the number of seeds until the claim passes seldom enough.
def seeds_needed(distance, k, p):
    """Seeds, so that a claim k wide passes with chance p at |θ1 - θ0| = distance σ."""
    too_few, enough = 0, 1
    while norm.cdf(k - distance * np.sqrt(enough)) > p:
        too_few, enough = enough, 2 * enough
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        if norm.cdf(k - distance * np.sqrt(middle)) > p:
            too_few = middle
        else:
            enough = middle
    return enough
