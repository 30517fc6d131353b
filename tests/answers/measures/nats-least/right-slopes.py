# Changes of sign of the derivative, bisected.
from scipy.optimize import brentq


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

        def slope(u):
            c = np.exp(u * up)
            return np.sum(up * ((c * s) ** 2 + (c * w - w0) * c * w) / v**2 - up)

        grid = np.linspace(-14, 14, 1401)
        signs = [slope(u) for u in grid]
        roots = [
            brentq(slope, a, b)
            for a, b, x, y in zip(grid, grid[1:], signs, signs[1:])
            if x < 0 <= y
        ]
        total += min(kl(root) for root in roots)
    return total
