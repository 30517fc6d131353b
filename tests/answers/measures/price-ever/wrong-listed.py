# Lists all sequences, as the check does.
def ever_certified(truth, goal, delta, most):
    """Chance to be certified at `goal` on the first N images, some N <= most."""
    if most > 16:
        raise MemoryError("more sequences than fit into the memory")
    paths = np.array(list(itertools.product((0, 1), repeat=most)))
    chance = np.prod(np.where(paths, truth, 1 - truth), axis=1)
    n = np.arange(1, most + 1)
    return chance @ (binom.cdf(paths.cumsum(1), n, goal) <= delta).any(1)
