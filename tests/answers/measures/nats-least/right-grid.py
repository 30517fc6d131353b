# A grid for each unit, and finer ones around its best point.
def least_kl(means, sds, starts, v):
    """Least KL, in nats, among rescalings; each a pair ([n, d], [outputs, n])."""
    total = 0.0
    for j in range(len(means[0])):
        w, s, w0 = (np.r_[one[j], two[:, j]] for one, two in (means, sds, starts))
        d, m = means[0].shape[1], len(means[1])
        up = np.r_[np.ones(d), -np.ones(m)]

        def kl(u):
            c = np.exp(np.multiply.outer(u, up))
            terms = ((c * s) ** 2 + (c * w - w0) ** 2) / v**2 - 1
            return np.sum(terms - 2 * np.log(c * s / v), -1) / 2

        grid = np.linspace(-12, 12, 2001)
        for zoom in range(6):
            best = grid[kl(grid).argmin()]
            width = 2 * (grid[1] - grid[0])
            total_here = kl(np.array([best]))[0]
            grid = np.linspace(best - width, best + width, 101)
        total += total_here
    return total
