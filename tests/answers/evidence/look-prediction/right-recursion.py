# Follows the distribution of k from label to label instead of calling `binom`.
answer_prediction = np.int64(0)
shares = np.ones(1)
target = THETA * np.log(FIXED) + (1 - THETA) * np.log(1 - FIXED)
while True:
    chance = np.arange(1, len(shares) + 1) / (len(shares) + 1)
    score = THETA * np.log(chance) + (1 - THETA) * np.log(1 - chance)
    if np.sum(shares * score) > target:
        break
    shares = np.convolve(shares, [1 - THETA, THETA])
    answer_prediction += 1
