# Not numbers.
def cheapest(w, decays):
    """Factors with the product w and the least decay term."""
    width = min(w.shape)
    sizes = [w.shape[0], *[width] * (len(decays) - 1), w.shape[1]]
    return [np.full(shape, np.nan) for shape in zip(sizes, sizes[1:])]
