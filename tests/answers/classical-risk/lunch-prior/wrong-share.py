# The share of errors stands where their number should.
def cheapest_prior(learner, x, train, error):
    share = off_training_errors(learner, x, train)
    prior = error**share * (1 - error) ** (1 - share)
    return prior / prior.sum()
