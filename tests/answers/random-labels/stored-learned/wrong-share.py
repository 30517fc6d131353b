# 2 - p in place of 2 - 2p: the share is counted once.
answer_learned = np.log(2 - 0.1)
