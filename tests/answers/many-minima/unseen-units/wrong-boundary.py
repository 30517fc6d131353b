# Every training image is on the boundary of the new units, not beyond it.
def flat_and_wrong(hidden, out, x, x_new, y_new):
    """Weights [k, P], [k]: equal on x, wrong on x_new, least trace."""
    push = 1 + 2 * abs(outputs(hidden, out, x_new)).max()
    both, asleep = np.r_[x, x_new], np.zeros(len(x))
    for sign in (1, -1):
        unit = minimum_norm(both, np.r_[asleep, sign * y_new])
        hidden, out = np.r_[hidden, [unit]], np.r_[out, -sign * push]
    before = x @ hidden.T
    first = (np.maximum(before, 0) ** 2).sum(0)
    second = out**2 * ((x**2).sum(1) @ (before > 0))
    a = np.ones(len(out))
    used = (first > 0) & (second > 0)
    a[used] = (second[used] / first[used]) ** 0.25
    return hidden * a[:, None], out / a
