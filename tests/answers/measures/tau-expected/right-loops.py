# Pair by pair, with the error function of the standard library.
import math


def expected_tau(measure, truth, noise):
    """Mean tau of a measure [n] with truth [n] + Gaussian noise of this sd."""
    total = ordered = pairs = 0
    for i in range(len(measure)):
        for j in range(i):
            pairs += 1
            if measure[i] != measure[j]:
                ordered += 1
                up = 1 if measure[i] > measure[j] else -1
                total += up * math.erf((truth[i] - truth[j]) / (2 * noise))
    return total / math.sqrt(ordered * pairs)
