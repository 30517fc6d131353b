# An optimiser for each unit, from many starts.
from scipy.optimize import minimize_scalar


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

        found = [
            minimize_scalar(
                kl, bounds=(low, low + 1.5), method="bounded", options={"xatol": 1e-9}
            ).fun
            for low in np.arange(-10, 10, 0.75)
        ]
        total += min(found)
    return total
