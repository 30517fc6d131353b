# Looks for the strength at which two minima are equally deep.
def survives(decays):
    """Weakest strength that is kept, three layers or more, and its size."""
    from scipy.optimize import brentq, minimize_scalar

    n, mean = len(decays), np.prod(decays) ** (1 / len(decays))

    def best(s):
        low = minimize_scalar(
            lambda x: (x - s) ** 2 / 2 + n / 2 * mean * x ** (2 / n),
            bounds=(0.15 * s, s),
            method="bounded",
            options={"xatol": 1e-10},
        )
        return low.fun - s * s / 2, low.x

    s = brentq(lambda s: best(s)[0], 1e-3, 1e3)
    return s, best(s)[1]
