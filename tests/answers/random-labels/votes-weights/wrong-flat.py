# Fifteen equal votes, which contradict wrong labels on the training images.
def vote_weights(squared):
    last = np.partition(squared, 14, axis=1)[:, 14:15]
    return (squared <= last).astype(float)
