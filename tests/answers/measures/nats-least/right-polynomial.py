# The polynomial of the derivative, for all units, by numpy.polynomial.
def least_kl(means, sds, starts, v):
    """Least KL, in nats, among rescalings; each a pair ([n, d], [outputs, n])."""
    (a, b), (s, t), (a0, b0) = means, sds, starts
    A, B = np.sum(a**2 + s**2, 1), np.sum(b**2 + t**2, 0)
    p, q = np.sum(a * a0, 1), np.sum(b * b0, 0)
    m, d = len(b), a.shape[1]
    best = []
    for j in range(len(a)):
        roots = np.polynomial.Polynomial(
            [-B[j], q[j], v**2 * (m - d), -p[j], A[j]]
        ).roots()
        costs = []
        for c in roots[abs(roots.imag) < 1e-7 * abs(roots)].real:
            if c > 0:
                into = (c * s[j]) ** 2 + (c * a[j] - a0[j]) ** 2
                out = (t[:, j] / c) ** 2 + (b[:, j] / c - b0[:, j]) ** 2
                logs = np.log(c * s[j] / v).sum() + np.log(t[:, j] / c / v).sum()
                costs.append((into.sum() + out.sum()) / v**2 / 2 - (m + d) / 2 - logs)
        best.append(min(costs))
    return float(np.sum(best))
