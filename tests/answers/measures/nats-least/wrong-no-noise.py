# Places the means, and forgets that the noise is rescaled too.
def least_kl(means, sds, starts, v):
    """Least KL, in nats, among rescalings; each a pair ([n, d], [outputs, n])."""
    total = 0.0
    for j in range(len(means[0])):
        a, s, a0 = (pair[0][j] for pair in (means, sds, starts))
        b, t, b0 = (pair[1][:, j] for pair in (means, sds, starts))
        unit = tuple(
            (p[0][j : j + 1], p[1][:, j : j + 1]) for p in (means, sds, starts)
        )
        into, out = np.sum(a**2 + s**2), np.sum(b**2 + t**2)
        coefficients = [a @ a, -a @ a0, 0, b @ b0, -b @ b]
        roots = np.roots(coefficients)
        real = roots[(abs(roots.imag) < 1e-6 * abs(roots)) & (roots.real > 0)].real
        costs = [
            nats(rescaled(unit[0], c), rescaled(unit[1], c), unit[2], v) for c in real
        ]
        total += min(costs)
    return total
