# Takes for granted that there are eight inputs, those of the cube.
def cheapest_prior(learner, x, train, error):
    unseen = 8 - len(train)
    wrong = np.rint(off_training_errors(learner, x, train) * unseen)
    return 0.5 ** len(train) * error**wrong * (1 - error) ** (unseen - wrong)
