# The fourth moment from the chances that one to four examples are in the batch.
def subset_kurtosis(q, batch_size):
    """Excess kurtosis of the mean of a random subset of q."""
    n = len(q)
    mean = sum(q) / n
    second = sum((value - mean) ** 2 for value in q)
    fourth = sum((value - mean) ** 4 for value in q)
    chance = [1.0]
    for k in range(4):
        chance.append(chance[-1] * (batch_size - k) / (n - k))
    _, one, two, three, four = chance
    moment = (one - 7 * two + 12 * three - 6 * four) * fourth
    moment += 3 * (two - 2 * three + four) * second**2
    return moment / ((one - two) * second) ** 2 - 3
