# Infinite at every number of examples.
def excess_risk(n, p, noise):
    return np.inf
