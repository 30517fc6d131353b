# The uniform prior, whatever the error.
def cheapest_prior(learner, x, train, error):
    return np.full(2 ** len(x), 0.5 ** len(x))
