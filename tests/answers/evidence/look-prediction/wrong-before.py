# Gives the last n at which B still predicts worse.
def cross_entropy(chance):
    return -THETA * np.log(chance) - (1 - THETA) * np.log(1 - chance)


def next_cost(n):
    k = np.arange(n + 1)
    return binom.pmf(k, n, THETA) @ cross_entropy((k + 1) / (n + 2))


answer_prediction = max(n for n in range(100) if next_cost(n) >= cross_entropy(FIXED))
