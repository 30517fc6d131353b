# A prior that is linear in the error has the error given, not the greatest entropy.
def cheapest_prior(learner, x, train, error):
    errors = off_training_errors(learner, x, train)
    apart = errors - errors.mean()
    return (1 + (error - errors.mean()) / (apart @ apart / len(errors)) * apart) / len(
        errors
    )
