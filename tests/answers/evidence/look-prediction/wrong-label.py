# Counts the label that is predicted among those that were seen.
def cross_entropy(chance):
    return -THETA * np.log(chance) - (1 - THETA) * np.log(1 - chance)


def next_cost(n):
    k = np.arange(n + 1)
    return binom.pmf(k, n, THETA) @ cross_entropy((k + 1) / (n + 2))


answer_prediction = next(
    n for n in range(1, 100) if next_cost(n - 1) < cross_entropy(FIXED)
)
