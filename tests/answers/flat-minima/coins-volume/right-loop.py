# It is a midpoint rule in a loop over ln w, with an exponential that cannot overflow.
def jeffreys_volume(x):
    """V for logistic regression with one weight."""
    sizes = [abs(float(v)) for v in x]
    some = np.array([v for v in sizes if v > 0])
    width = 0.02
    u, end = np.log(1e-8 / some.max()), np.log(200 / some.min())
    total = 0.0
    while u < end:
        f = np.exp(u + width / 2) * some
        small = np.exp(-f / 2)
        total += width * np.sqrt(np.sum((f * small / (1 + small**2)) ** 2))
        u += width
    return 2 * total / len(sizes) ** 0.5
