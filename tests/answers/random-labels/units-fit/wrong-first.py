# Takes the first label to be positive.
def fit_signs(z, y):
    turns = np.flatnonzero(y[1:] != y[:-1])
    crossings = np.r_[z[0] - 1, (z[turns] + z[turns + 1]) / 2]
    kinks = np.r_[crossings[0], (crossings[1:] + crossings[:-1]) / 2]
    return kinks, np.r_[1.0, 2 * (-1.0) ** np.arange(1, len(kinks))]
