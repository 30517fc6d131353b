# Crosses zero a millionth beyond each run: wrong for inputs closer than this.
def fit_signs(z, y):
    turns = np.flatnonzero(y[1:] != y[:-1])
    crossings = np.r_[z[0] - 1, z[turns] + 1e-6]
    kinks = np.r_[crossings[0], (crossings[1:] + crossings[:-1]) / 2]
    weights = np.r_[1.0, 2 * (-1.0) ** np.arange(1, len(kinks))]
    return kinks, y[0] * weights
