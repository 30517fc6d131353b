# Lists everything that can happen, as the check does.
def optimism(e, nets, images, r):
    """e less the mean share of mistakes of the best of `nets` networks."""
    if nets * images > 20:
        raise MemoryError("more cases than fit into the memory")
    wrong = np.array(list(itertools.product((0, 1), repeat=nets)))
    chance = (1 - r) * np.where(wrong, e, 1 - e).prod(1)
    chance[[0, -1]] += r * np.array([1 - e, e])
    least = 0
    for each in itertools.product(range(2**nets), repeat=images):
        each = list(each)
        least += chance[each].prod() * wrong[each].sum(0).min()
    return e - least / images
