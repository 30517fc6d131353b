# Scores the average prediction instead of averaging the scores.
def cross_entropy(chance):
    return -THETA * np.log(chance) - (1 - THETA) * np.log(1 - chance)


answer_prediction = next(
    n
    for n in range(100)
    if cross_entropy((THETA * n + 1) / (n + 2)) < cross_entropy(FIXED)
)
