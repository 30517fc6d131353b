# The slopes after the kinks, not their changes.
def fit_signs(z, y):
    turns = np.flatnonzero(y[1:] != y[:-1])
    crossings = np.r_[z[0] - 1, (z[turns] + z[turns + 1]) / 2]
    kinks = np.r_[crossings[0], (crossings[1:] + crossings[:-1]) / 2]
    return kinks, y[0] * (-1.0) ** np.arange(len(kinks))
