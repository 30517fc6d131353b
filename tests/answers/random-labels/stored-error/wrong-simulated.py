# Descends on twenty images and counts: two decimals, and only for some shares.
def error_at(share, c, ratio, time):
    d = 20 * ratio
    x, y, given, _, rng = images_of(share, c, 20, d, seeds(1, "stored-error")[0])
    if time == np.inf:
        w = minimum_norm(x, given)
    else:
        w = descend(x, given, time, min(0.001, time / 50))
    noise = np.linalg.norm(w[1:]) / np.sqrt(d) * rng.standard_normal(100_000)
    return np.mean(np.sqrt(c / 20) * w[0] + noise < 0)
